import { BilayerError } from 'bilayer'

/** What scripts can tell apart. */
export const exitCodes = {
  /** The thing that was tested is wrong. */
  failed: 1,
  /** The user asked for something that is not there or does not fit. */
  usage: 2,
  /** A fault of this program. */
  fault: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const

/** A mistake of the user's, told without a stack trace. */
export class UsageError extends BilayerError {
  override readonly name = 'UsageError'
  readonly code = 'BILAYER_USAGE'
}
