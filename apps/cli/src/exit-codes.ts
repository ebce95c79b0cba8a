import { inspect } from 'node:util'
import { BilayerError } from 'bilayer'
import { CommanderError } from 'commander'

/** What scripts can tell apart. A signal that ends the work gives 128 and its number: `signals.ts`. */
export const exitCodes = {
  /** The thing that was tested is wrong, or a backend failed. */
  failed: 1,
  /** The user asked for something that is not there or does not fit. */
  usage: 2,
  /** A fault of this program. */
  fault: 70,
  /** The work is done, but a file or the standard output did not take it. */
  unwritten: 74,
} as const

/** A mistake of the user's, told without a stack trace. */
export class UsageError extends BilayerError {
  override readonly name = 'UsageError'
  readonly code = 'BILAYER_USAGE'
}

/** A result that could not be written where it was asked for. */
export class UnwrittenError extends BilayerError {
  override readonly name = 'UnwrittenError'
  readonly code = 'BILAYER_UNWRITTEN'
}

/** By the `code` of an error. What is missing here only a fault of this program can throw. */
const exitCodesByError: Readonly<Record<string, number>> = {
  BILAYER_USAGE: exitCodes.usage,
  BILAYER_ARGUMENT: exitCodes.usage,
  // Sizes beyond what a device can hold.
  BILAYER_SHAPE: exitCodes.usage,
  // A learning rate that is too large.
  BILAYER_DIVERGED: exitCodes.usage,
  BILAYER_FORMAT: exitCodes.usage,
  BILAYER_BACKEND_UNAVAILABLE: exitCodes.failed,
  BILAYER_BACKEND_FAILED: exitCodes.failed,
  BILAYER_COMMUNICATOR: exitCodes.failed,
  BILAYER_UNWRITTEN: exitCodes.unwritten,
}

/** What another rank failed by, in its words. */
export class RankFailedError extends BilayerError {
  override readonly name = 'RankFailedError'
  readonly code = 'BILAYER_RANK_FAILED'
  /** What every rank ends with. */
  readonly exitCode: number

  constructor(rank: number, words: string, exitCode: number) {
    super(`Rank ${rank}: ${words}`)
    this.exitCode = exitCode
  }
}

/** The end of a rank that has nothing to say, since another tells why. */
export class SilentError extends BilayerError {
  override readonly name = 'SilentError'
  readonly code = 'BILAYER_SILENT'
  readonly exitCode: number

  constructor(exitCode: number) {
    super('Another rank tells why.')
    this.exitCode = exitCode
  }
}

/** The exit code for what a command threw. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage
  if (error instanceof RankFailedError || error instanceof SilentError) return error.exitCode
  if (error instanceof BilayerError) return exitCodesByError[error.code] ?? exitCodes.fault
  return exitCodes.fault
}

/** What went wrong first, where to close something after it failed too. */
export function firstError(error: unknown): unknown {
  // Node.js 22 has no class for it.
  if (error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error)
    return firstError(error.suppressed)
  return error
}

/** What is to be told of an error; nothing of what has been told. Only a fault of this program needs a stack trace. */
export function explanationOf(error: unknown): string {
  // Commander tells its errors itself.
  if (error instanceof CommanderError || error instanceof SilentError) return ''
  const isFault = exitCodeOf(error) === exitCodes.fault
  return error instanceof Error && !isFault ? error.message : inspect(error)
}
