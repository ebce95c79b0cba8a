import type { CaseResult } from '../bench.ts'
import { caseName } from '../case.ts'
import type { Report } from '../run.ts'
import { byOperation } from './by-operation.ts'

/** The report for a terminal: a line for each operation, then what was skipped and what failed, each with its reason. */
export function terminalReport({
  backend,
  info,
  level,
  seed,
  results,
  passed,
  failed,
  skipped,
}: Report): string {
  const mode = info.mode === undefined ? '' : `, ${info.mode}`
  return [
    `${backend} (${level} level) on ${info.device}${mode}; seed ${seed}`,
    '',
    ...operationLines(results),
    ...skippedLines(results),
    ...failedLines(results),
    '',
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
    '',
  ].join('\n')
}

function operationLines(results: readonly CaseResult[]): string[] {
  const operations = byOperation(results)
  const width = Math.max(...operations.map(({ op }) => op.length))
  return operations.map(({ op, cases, passed, failed }) => {
    const sign = failed > 0 ? '✗' : passed > 0 ? '✓' : '–'
    return `  ${sign} ${op.padEnd(width)}  ${passed} of ${cases.length}`
  })
}

/** One line for cases of one operation that were skipped for one reason. */
function skippedLines(results: readonly CaseResult[]): string[] {
  const lines = byOperation(results.filter(({ status }) => status === 'skipped')).flatMap(({ op, cases }) => {
    const reasons = [...new Set(cases.map(({ reason = '' }) => reason))]
    return reasons.map((reason) => {
      const alike = cases.filter((result) => (result.reason ?? '') === reason)
      return `  – ${alike.length === 1 ? caseName(alike[0]) : `${op}, ${alike.length} cases`}: ${reason}`
    })
  })
  return lines.length === 0 ? [] : ['', 'Skipped', ...lines]
}

function failedLines(results: readonly CaseResult[]): string[] {
  const failures = results.filter(({ status }) => status === 'failed')
  if (failures.length === 0) return []
  return ['', 'Failed', ...failures.flatMap(failureLines)]
}

const failureLines = (failure: CaseResult): string[] => [
  `  ✗ ${caseName(failure)}`,
  ...(failure.reason ?? '').split('\n').map((line) => `      ${line}`),
]
