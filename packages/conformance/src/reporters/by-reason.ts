import type { CaseResult } from '../result.ts'

/** Cases that ended in one way for one reason. */
export interface AlikeResults {
  readonly reason: string
  readonly cases: readonly CaseResult[]
}

/** The results of one status by their reason, each in the order in which it came first. */
export function byReason(results: readonly CaseResult[], status: CaseResult['status']): AlikeResults[] {
  const found = results.filter((result) => result.status === status)
  const reasons = [...new Set(found.map(({ reason = '' }) => reason))]
  return reasons.map((reason) => ({
    reason,
    cases: found.filter((result) => (result.reason ?? '') === reason),
  }))
}
