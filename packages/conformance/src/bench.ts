import { type Backend, type BackendProvider, isExtended, within } from '@bilayer/core'
import { type CaseContext, type ConformanceCase, ConformanceError } from './case.ts'
import type { CompleteOptions } from './options.ts'
import { createOracle } from './oracle.ts'
import { closeBackend, createBackend, probeBackend } from './provider.ts'
import { reasonOf } from './reason.ts'
import type { CaseResult, Subject } from './result.ts'

/** A backend on the test bench: cases are run on it one after another. */
export interface Bench {
  readonly subject: Subject
  /** Never rejects: a failure is a result. */
  readonly run: (conformanceCase: ConformanceCase) => Promise<CaseResult>
  /** Rejects with `ConformanceError` where the backend cannot be closed. */
  readonly close: () => Promise<void>
}

/** A reason to skip, thrown by `CaseContext.skip`. */
class Skip extends Error {}

/** The time is over. */
class TimeoutError extends ConformanceError {}

/**
 * Takes a backend of `provider` under test. After a failure the next case gets a new one: a backend that failed may go on
 * failing. Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ConformanceError` where the
 * provider is at fault.
 */
export async function openBench(
  provider: BackendProvider,
  { seed, runs, timeout, signal }: Pick<CompleteOptions, 'seed' | 'runs' | 'timeout' | 'signal'>,
): Promise<Bench> {
  const stopped = rejectionOf(signal)

  /** Bounds work; a backend that it makes when its time is over is closed. */
  const bounded = async <T>(
    work: (make: () => Promise<Backend>) => Promise<T>,
    late: () => string,
  ): Promise<T> => {
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

  let step = 'probe()'
  let backend: Backend | undefined = await bounded(
    async (make) => {
      await probeBackend(provider)
      step = 'create()'
      return make()
    },
    () => `${step} did not settle`,
  )
  const subject = describe(backend, seed)
  const oracle = createOracle(backend.numerics)

  const runWith = async (
    conformanceCase: ConformanceCase,
    make: () => Promise<Backend>,
    created: Backend[],
  ): Promise<void> => {
    backend ??= await make()
    if (conformanceCase.level === 'extended' && !isExtended(backend)) {
      throw new Skip(`the backend has the core level; ${conformanceCase.op} belongs to the extended one`)
    }
    const context: CaseContext = {
      backend,
      oracle,
      seed,
      runs,
      create: async () => {
        const another = await make()
        created.push(another)
        return another
      },
      skip: (reason) => {
        throw new Skip(reason)
      },
    }
    // An extended case only comes here with an extended backend.
    await conformanceCase.run(context as never)
  }

  const run = async (conformanceCase: ConformanceCase): Promise<CaseResult> => {
    const { op, title, level } = conformanceCase
    const created: Backend[] = []
    const start = performance.now()
    const verdict = await verdictOf(
      bounded(
        (make) => runWith(conformanceCase, make, created),
        () => 'it did not end',
      ),
    )
    if (verdict.status === 'failed') {
      void abandon(backend)
      backend = undefined
    }
    for (const another of created) void abandon(another)
    return { op, title, level, ...verdict, milliseconds: performance.now() - start }
  }

  const close = async (): Promise<void> => {
    const last = backend
    if (!last) return
    if (signal?.aborted === true) void abandon(last)
    else
      await bounded(
        () => closeBackend(last),
        () => 'dispose() did not settle',
      )
  }
  return { subject, run, close }
}

/** Plain data, whatever else a backend keeps there. */
function describe({ name, level, info: { device, mode }, numerics }: Backend, seed: number): Subject {
  const { unitRoundoff, subnormals, nonFinite } = numerics
  return {
    backend: name,
    level,
    info: { device, ...(mode !== undefined && { mode }) },
    numerics: { unitRoundoff, subnormals, nonFinite },
    seed,
  }
}

async function verdictOf(work: Promise<void>): Promise<Pick<CaseResult, 'status' | 'reason' | 'cutShort'>> {
  try {
    await work
    return { status: 'passed' }
  } catch (error) {
    if (error instanceof Skip) return { status: 'skipped', reason: error.message }
    const cutShort = error instanceof TimeoutError && { cutShort: true as const }
    return { status: 'failed', reason: reasonOf(error), ...cutShort }
  }
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

/** Closes a backend without waiting: one that hangs must not hold up the rest, nor one that fails say so again. */
async function abandon(backend: Backend | undefined): Promise<void> {
  try {
    await backend?.dispose()
  } catch {}
}
