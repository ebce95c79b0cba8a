import type { CaseResult, Counts } from '@bilayer/conformance'
import { statusOf } from '@bilayer/conformance/reporters'

/** How a cell stands: as its cases ended, or before they all have. */
export type Verdict = CaseResult['status'] | 'waiting' | 'running'

/** What there is to say of a cell of so many cases: one that failed says it at once. */
export function verdictOf(counts: Counts | undefined, cases: number): Verdict {
  if (!counts) return 'waiting'
  const status = statusOf(counts)
  return status !== 'failed' && doneOf(counts) < cases ? 'running' : status
}

/** The cases that have ended, in whatever way. */
export const doneOf = ({ passed, failed, skipped, notRun }: Counts): number =>
  passed + failed + skipped + notRun

export const signs: Record<Verdict, string> = {
  waiting: '',
  running: '…',
  passed: '✓',
  failed: '✗',
  skipped: '–',
  'not run': '·',
}
