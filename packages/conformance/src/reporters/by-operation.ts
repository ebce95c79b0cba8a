import type { CaseResult, Counts, OperationCounts, Report } from '../result.ts'

/** What came of the cases of one operation. */
export interface OperationResults extends OperationCounts {
  readonly cases: readonly CaseResult[]
}

/** How many cases of an operation passed and were not run, and how near its errors came to their bounds, in words. */
export const countsInWords = (counts: OperationCounts): string =>
  [casesOf(counts), ...(counts.errorShare === undefined ? [] : [closenessOf(counts.errorShare)])].join(', ')

/** How many cases passed and were not run, in words. */
export function casesOf({ passed, failed, skipped, notRun }: Counts): string {
  const cases = passed + failed + skipped + notRun
  return [
    ...(notRun < cases ? [`${passed} of ${cases}`] : []),
    ...(notRun > 0 ? [`${notRun} not run`] : []),
  ].join(', ')
}

/** How near an error came to its bound, in words. */
export const closenessOf = (errorShare: number): string => `${percent(errorShare)} of the bound`

/** A share in per cent, in two digits. */
export const percent = (share: number): string =>
  share.toLocaleString('en-GB', { style: 'percent', maximumSignificantDigits: 2 })

/** How an operation stands as a whole: failed and not run weigh more than passed. */
export const statusOf = ({ passed, failed, notRun }: Counts): CaseResult['status'] => {
  if (failed > 0) return 'failed'
  if (notRun > 0) return 'not run'
  return passed > 0 ? 'passed' : 'skipped'
}

/** The results by operation, each in the order in which it came first. */
export const byOperation = ({ operations, results }: Report): OperationResults[] =>
  operations.map((counts) => ({ ...counts, cases: results.filter(({ op }) => op === counts.op) }))

/** The rows of a table whose columns are backends: what came of an operation on each, nothing where it was not among the cases. */
export function operationRows(
  reports: readonly Report[],
): { readonly op: string; readonly cells: readonly (OperationCounts | undefined)[] }[] {
  const ops = [...new Set(reports.flatMap(({ operations }) => operations.map(({ op }) => op)))]
  return ops.map((op) => ({
    op,
    cells: reports.map(({ operations }) => operations.find((each) => each.op === op)),
  }))
}
