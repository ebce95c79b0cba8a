import { wrongArgument } from '@bilayer/core'

/** What is asked of an `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean
  /** What whoever waits is refused with. */
  readonly reason?: unknown
}

/** Throws `ArgumentError` unless `signal` is a signal, or left out. */
export function checkSignal(signal: unknown): asserts signal is AbortSignalLike | undefined {
  if (signal === undefined) return
  if (typeof signal === 'object' && typeof (signal as AbortSignalLike | null)?.aborted === 'boolean') return
  throw wrongArgument('signal', signal, 'an AbortSignal')
}

/** Throws the signal's reason once it is aborted, as its own `throwIfAborted` does. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted !== true) return
  const { reason = new Error('The signal was aborted.') } = signal
  throw reason
}
