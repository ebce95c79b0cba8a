import type { CaseResult } from '@bilayer/conformance'

/** How the cases of a cell ended so far. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly notRun: number
}

export type Verdict = 'waiting' | 'running' | 'passed' | 'failed' | 'skipped' | 'not run'

/** The counts of every operation. */
export function countsByOperation(results: readonly CaseResult[]): ReadonlyMap<string, Counts> {
  const found = new Map<string, Counts>()
  for (const { op, status } of results) {
    const counts = found.get(op) ?? { passed: 0, failed: 0, skipped: 0, notRun: 0 }
    const key = status === 'not run' ? 'notRun' : status
    found.set(op, { ...counts, [key]: counts[key] + 1 })
  }
  return found
}

/** What there is to say of a cell of so many cases. */
export function verdictOf(counts: Counts | undefined, cases: number): Verdict {
  if (!counts) return 'waiting'
  const { passed, failed, skipped, notRun } = counts
  if (failed > 0) return 'failed'
  if (passed + skipped + notRun < cases) return 'running'
  if (notRun > 0) return 'not run'
  return passed > 0 ? 'passed' : 'skipped'
}
