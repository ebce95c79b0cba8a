import Table from 'cli-table3'
import { caseName } from '../case.ts'
import type { CaseResult, OperationCounts, Report, Reported, Untested } from '../result.ts'
import { byOperation, countsInWords, operationRows, statusOf } from './by-operation.ts'
import { type AlikeResults, byReason } from './by-reason.ts'
import { backends, splitReported, totals } from './reported.ts'

const SIGNS = { passed: '✓', failed: '✗', skipped: '–', 'not run': '·' }

/**
 * The report for a terminal: a line for each operation, then what was skipped, not run and wrong, each with its reason. Of
 * several backends, a table of operations and backends, then what was found on each.
 */
export function terminalReport(reported: Reported): string {
  return 'results' in reported ? reportOfOne(reported) : reportOfSeveral(reported)
}

const reportOfOne = (report: Report): string =>
  [subjectLine(report), '', ...operationLines(report), ...findings(report), '', countsLine(report), ''].join(
    '\n',
  )

function reportOfSeveral(reported: readonly (Report | Untested)[]): string {
  const { reports, untested } = splitReported(reported)
  const found = reports.filter((report) => findings(report).length > 0)
  return [
    ...(reports.length > 0 ? [operationsTable(reports), ''] : []),
    ...found.flatMap((report) => [subjectLine(report), ...findings(report), '']),
    ...untested.map(({ backend, reason }) => `${backend} was not tested: ${reason}`),
    ...(untested.length > 0 ? [''] : []),
    countsLine(reported),
    '',
  ].join('\n')
}

/** A row for each operation, a column for each backend. */
function operationsTable(reports: readonly Report[]): string {
  const table = new Table({
    head: ['', ...reports.map(({ backend }) => backend)],
    style: { head: [], border: [], compact: true },
  })
  for (const { op, cells } of operationRows(reports)) table.push([op, ...cells.map(cellOf)])
  for (const [name, count] of Object.entries(COUNTS)) {
    if (reports.some((report) => count(report) > 0)) table.push([name, ...reports.map(count)])
  }
  return table.toString()
}

const cellOf = (results: OperationCounts | undefined): string =>
  results ? `${SIGNS[statusOf(results)]} ${countsInWords(results)}` : ''

/** The last rows of the table, where there is something to count. */
const COUNTS = {
  passed: ({ passed }: Report) => passed,
  failed: ({ failed }: Report) => failed,
  skipped: ({ skipped }: Report) => skipped,
  'not run': (report: Report) => report.notRun,
}

/** What was skipped, not run and wrong. */
const findings = (report: Report): string[] => [
  ...skippedLines(report),
  ...notRunLines(report.results),
  ...failedLines(report.results),
]

/** How many cases ended in each way, in words, of several backends together. */
export function countsLine(reported: Reported): string {
  const { reports, untested } = splitReported(reported)
  const { passed, failed, skipped, notRun } = totals(reports)
  return [
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
    ...(notRun > 0 ? [`${notRun} not run`] : []),
    ...('results' in reported ? [] : [`on ${backends(reports.length)}`]),
    ...(untested.length > 0 ? [`${backends(untested.length)} not tested`] : []),
  ].join(', ')
}

function subjectLine({ backend, level, info, suite, seed }: Report): string {
  const run = `suite ${suite}, seed ${seed}`
  if (!info) return `${backend}; ${run}`
  const mode = info.mode === undefined ? '' : `, ${info.mode}`
  return `${backend} (${level} level) on ${info.device}${mode}; ${run}`
}

function operationLines({ operations }: Report): string[] {
  const width = Math.max(...operations.map(({ op }) => op.length))
  return operations.map(
    (operation) =>
      `  ${SIGNS[statusOf(operation)]} ${operation.op.padEnd(width)}  ${countsInWords(operation)}`,
  )
}

/** One line for cases of one operation that were skipped for one reason. */
function skippedLines(report: Report): string[] {
  const lines = byOperation(report).flatMap(({ op, cases }) =>
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
