import { type Backend, type BackendProvider, within } from '@bilayer/core'
import { ConformanceError } from './case.ts'
import type { CompleteOptions } from './options.ts'
import { createBackend } from './provider.ts'

/** The time is over. */
export class TimeoutError extends ConformanceError {}

/** Runs work that may make backends; `late` says what did not happen, once the time is over. */
export type Bounded = <T>(
  work: (make: () => Promise<Backend>) => Promise<T>,
  late: () => string,
) => Promise<T>

/**
 * Bounds work by the time-out and by the signal. It cannot be stopped, so a backend that arrives when it was given up is
 * closed.
 */
export function boundedBy(
  provider: BackendProvider,
  { timeout, signal }: Pick<CompleteOptions, 'timeout' | 'signal'>,
): Bounded {
  const stopped = rejectionOf(signal)
  return async (work, late) => {
    let over = false
    const make = async (): Promise<Backend> => {
      const made = await createBackend(provider)
      if (!over) return made
      void abandon(made)
      throw new ConformanceError('the time is over')
    }
    try {
      return await within(
        timeout,
        () => Promise.race([work(make), stopped]),
        () => new TimeoutError(`${late()} within ${timeout} ms`),
      )
    } finally {
      over = true
    }
  }
}

/** Closes a backend without waiting: one that hangs must not hold up the rest, nor one that fails say so again. */
export async function abandon(backend: Backend | undefined): Promise<void> {
  try {
    await backend?.dispose()
  } catch {}
}

/** Rejects when the run is stopped, and never settles otherwise. */
function rejectionOf(signal: AbortSignal | undefined): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    const stop = () => reject(new ConformanceError('the run was stopped'))
    if (signal?.aborted === true) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })
  // It concerns nobody while no case runs.
  rejection.catch(() => {})
  return rejection
}
