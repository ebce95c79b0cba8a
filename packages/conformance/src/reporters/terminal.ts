import { caseName } from '../case.ts'
import type { CaseResult, Report } from '../result.ts'
import { byOperation, countsOf, statusOf } from './by-operation.ts'
import { type AlikeResults, byReason } from './by-reason.ts'

const SIGNS = { passed: '✓', failed: '✗', skipped: '–', 'not run': '·' }

/** The report for a terminal: a line for each operation, then what was skipped, not run and wrong, each with its reason. */
export function terminalReport(report: Report): string {
  const { results } = report
  return [
    subjectLine(report),
    '',
    ...operationLines(results),
    ...skippedLines(results),
    ...notRunLines(results),
    ...failedLines(results),
    '',
    countsLine(report),
    '',
  ].join('\n')
}

/** How many cases ended in each way, in words. */
export const countsLine = ({ passed, failed, skipped, notRun }: Report): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped${notRun > 0 ? `, ${notRun} not run` : ''}`

function subjectLine({ backend, level, info, seed }: Report): string {
  if (!info) return `${backend}; seed ${seed}`
  const mode = info.mode === undefined ? '' : `, ${info.mode}`
  return `${backend} (${level} level) on ${info.device}${mode}; seed ${seed}`
}

function operationLines(results: readonly CaseResult[]): string[] {
  const operations = byOperation(results)
  const width = Math.max(...operations.map(({ op }) => op.length))
  return operations.map(
    (operation) => `  ${SIGNS[statusOf(operation)]} ${operation.op.padEnd(width)}  ${countsOf(operation)}`,
  )
}

/** One line for cases of one operation that were skipped for one reason. */
function skippedLines(results: readonly CaseResult[]): string[] {
  const lines = byOperation(results).flatMap(({ op, cases }) =>
    byReason(cases, 'skipped').map((alike) => alikeLine(alike, SIGNS.skipped, `${op}, `)),
  )
  return lines.length === 0 ? [] : ['', 'Skipped', ...lines]
}

/** One line for all cases that were not run for one reason. */
function notRunLines(results: readonly CaseResult[]): string[] {
  const lines = byReason(results, 'not run').map((alike) => alikeLine(alike, SIGNS['not run']))
  return lines.length === 0 ? [] : ['', 'Not run', ...lines]
}

const alikeLine = ({ reason, cases }: AlikeResults, sign: string, of = ''): string =>
  `  ${sign} ${cases.length === 1 ? caseName(cases[0]) : `${of}${cases.length} cases`}: ${reason}`

function failedLines(results: readonly CaseResult[]): string[] {
  const failures = results.filter(({ status }) => status === 'failed')
  if (failures.length === 0) return []
  return ['', 'Failed', ...failures.flatMap(failureLines)]
}

const failureLines = (failure: CaseResult): string[] => [
  `  ${SIGNS.failed} ${caseName(failure)}`,
  ...(failure.reason ?? '').split('\n').map((line) => `      ${line}`),
]
