import { type Backend, type BackendProvider, isExtended } from '@bilayer/core'
import { abandon, boundedBy, TimeoutError } from './bounded.ts'
import type { CaseContext, ConformanceCase } from './case.ts'
import type { CompleteOptions } from './options.ts'
import { createOracle } from './oracle.ts'
import { closeBackend, probeBackend } from './provider.ts'
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

/**
 * Takes a backend of `provider` under test. After a failure the next case gets a new one: a backend that failed may go on
 * failing. Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ConformanceError` where the
 * provider is at fault.
 */
export async function openBench(
  provider: BackendProvider,
  options: Pick<CompleteOptions, 'seed' | 'runs' | 'timeout' | 'signal'>,
): Promise<Bench> {
  const { seed, runs, signal } = options
  const bounded = boundedBy(provider, options)

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
    noteErrorShare: CaseContext['noteErrorShare'],
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
      noteErrorShare,
    }
    // An extended case only comes here with an extended backend.
    await conformanceCase.run(context as never)
  }

  const run = async (conformanceCase: ConformanceCase): Promise<CaseResult> => {
    const { op, title, level } = conformanceCase
    const created: Backend[] = []
    let errorShare: number | undefined
    const note = (share: number): void => {
      errorShare = Math.max(errorShare ?? 0, share)
    }
    const start = performance.now()
    const verdict = await verdictOf(
      bounded(
        (make) => runWith(conformanceCase, make, created, note),
        () => 'it did not end',
      ),
    )
    if (verdict.status === 'failed') {
      void abandon(backend)
      backend = undefined
    }
    for (const another of created) void abandon(another)
    const milliseconds = performance.now() - start
    const told = verdict.status === 'passed' && errorShare !== undefined && { errorShare }
    return { op, title, level, ...verdict, ...told, milliseconds }
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
