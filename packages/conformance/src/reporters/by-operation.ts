import type { CaseResult } from '../bench.ts'

/** What came of the cases of one operation. */
export interface OperationResults {
  readonly op: string
  readonly cases: readonly CaseResult[]
  readonly passed: number
  readonly failed: number
}

/** The results by operation, each in the order in which it came first. */
export function byOperation(results: readonly CaseResult[]): OperationResults[] {
  return [...new Set(results.map(({ op }) => op))].map((op) => {
    const cases = results.filter((result) => result.op === op)
    const count = (status: CaseResult['status']) => cases.filter((result) => result.status === status).length
    return { op, cases, passed: count('passed'), failed: count('failed') }
  })
}
