import { BilayerError } from '@bilayer/core'

/** Numbers that are no longer finite: the loss in training, or the outputs of a network that was trained so. */
export class DivergedError extends BilayerError {
  override readonly name = 'DivergedError'
  readonly code = 'BILAYER_DIVERGED'
  /** What happened, for whoever has other words for what to do about it than the end of the message, which names options of `fit`. */
  readonly happened: string

  constructor(happened: string, advice = '') {
    super(happened + advice)
    this.happened = happened
  }
}
