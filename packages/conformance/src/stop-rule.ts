import type { CompleteOptions } from './options.ts'
import type { CaseResult } from './result.ts'

/** Knows when a run must end before its last case. */
export class StopRule {
  readonly #options: Pick<CompleteOptions, 'bail' | 'maxTimeouts' | 'signal'>
  #failed = false
  #cutShort = 0

  constructor(options: Pick<CompleteOptions, 'bail' | 'maxTimeouts' | 'signal'>) {
    this.#options = options
  }

  /** Why no further case is run; undefined where one may be. */
  get reason(): string | undefined {
    const { bail, maxTimeouts, signal } = this.#options
    if (signal?.aborted === true) return 'the run was stopped'
    if (bail && this.#failed) return 'the run stops at the first failure'
    if (this.#cutShort < maxTimeouts) return undefined
    return `the run stopped after ${maxTimeouts === 1 ? 'a case that was' : `${maxTimeouts} cases that were`} cut short`
  }

  /** Takes a result into account. */
  add({ status, cutShort }: CaseResult): void {
    if (status === 'failed') this.#failed = true
    if (cutShort === true) this.#cutShort++
  }
}
