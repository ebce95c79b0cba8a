import type { CaseResult, Report } from '../result.ts'

/** What came of the cases of one operation. */
export interface OperationResults {
  readonly op: string
  readonly cases: readonly CaseResult[]
  readonly passed: number
  readonly failed: number
  readonly notRun: number
}

/** How many cases of an operation passed and were not run, in words. */
export const countsOf = ({ cases, passed, notRun }: OperationResults): string =>
  [
    ...(notRun < cases.length ? [`${passed} of ${cases.length}`] : []),
    ...(notRun > 0 ? [`${notRun} not run`] : []),
  ].join(', ')

/** How an operation stands as a whole: failed and not run weigh more than passed. */
export const statusOf = ({ passed, failed, notRun }: OperationResults): CaseResult['status'] => {
  if (failed > 0) return 'failed'
  if (notRun > 0) return 'not run'
  return passed > 0 ? 'passed' : 'skipped'
}

/** The results by operation, each in the order in which it came first. */
export function byOperation(results: readonly CaseResult[]): OperationResults[] {
  return [...new Set(results.map(({ op }) => op))].map((op) => {
    const cases = results.filter((result) => result.op === op)
    const count = (status: CaseResult['status']) => cases.filter((result) => result.status === status).length
    return { op, cases, passed: count('passed'), failed: count('failed'), notRun: count('not run') }
  })
}

/** The rows of a table whose columns are backends: what came of an operation on each, nothing where it was not among the cases. */
export function operationRows(
  reports: readonly Report[],
): { readonly op: string; readonly cells: readonly (OperationResults | undefined)[] }[] {
  const columns = reports.map(({ results }) => byOperation(results))
  const ops = [...new Set(columns.flatMap((operations) => operations.map(({ op }) => op)))]
  return ops.map((op) => ({
    op,
    cells: columns.map((operations) => operations.find((each) => each.op === op)),
  }))
}
