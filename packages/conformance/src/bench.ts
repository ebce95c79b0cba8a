import {
  type Backend,
  type BackendInfo,
  type BackendProvider,
  BackendUnavailableError,
  isExtended,
  type Level,
  type Numerics,
} from '@bilayer/core'
import { type CaseContext, type ConformanceCase, ConformanceError } from './case.ts'
import { createOracle } from './oracle.ts'

/** How cases are run. */
export interface BenchOptions {
  /** Every random choice follows from it; a failure names it. 1 unless given. */
  readonly seed?: number
  /** How many examples each random case tries; 12 unless given. */
  readonly runs?: number
  /** Milliseconds after which a case fails, so that a backend that hangs is found. 30,000 unless given. */
  readonly timeout?: number
}

/** What came of one case. */
export interface CaseResult {
  readonly op: string
  readonly title: string
  readonly level: Level
  readonly status: 'passed' | 'failed' | 'skipped'
  /** What is wrong, or why it was skipped. */
  readonly reason?: string
  readonly milliseconds: number
}

/** What is under test, as it describes itself. */
export interface Subject {
  readonly backend: string
  readonly level: Level
  readonly info: BackendInfo
  readonly numerics: Numerics
  readonly seed: number
}

/** A backend on the test bench: cases are run on it one after another. */
export interface Bench {
  readonly subject: Subject
  /** Never rejects: a failure is a result. */
  readonly run: (conformanceCase: ConformanceCase) => Promise<CaseResult>
  readonly close: () => void
}

/** A reason to skip, thrown by `CaseContext.skip`. */
class Skip extends Error {}

/**
 * Takes a backend of `provider` under test. After a failure the next case gets a new one: a backend that failed may go on
 * failing. Rejects with `BackendUnavailableError` where the backend cannot run here.
 */
export async function openBench(
  provider: BackendProvider,
  { seed = 1, runs = 12, timeout = 30_000 }: BenchOptions = {},
): Promise<Bench> {
  let backend: Backend | undefined = await withTimeout(
    firstBackend(provider),
    timeout,
    () => new BackendUnavailableError(`The backend ${provider.name} was not made within ${timeout} ms.`),
  )
  const { name, level, info, numerics } = backend
  const oracle = createOracle(numerics)

  const inTurn = async (conformanceCase: ConformanceCase, created: Backend[]): Promise<void> => {
    backend ??= await provider.create()
    if (conformanceCase.level === 'extended' && !isExtended(backend)) {
      throw new Skip(`the backend has the core level; ${conformanceCase.op} belongs to the extended one`)
    }
    const context: CaseContext = {
      backend,
      oracle,
      seed,
      runs,
      create: async () => {
        const another = await provider.create()
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
    const { op, title, level: needed } = conformanceCase
    const created: Backend[] = []
    const start = performance.now()
    const verdict = await verdictOf(
      withTimeout(
        inTurn(conformanceCase, created),
        timeout,
        () => new ConformanceError(`it did not end within ${timeout} ms`),
      ),
    )
    if (verdict.status === 'failed') {
      if (backend) abandon(backend)
      backend = undefined
    }
    for (const another of created) abandon(another)
    return { op, title, level: needed, ...verdict, milliseconds: performance.now() - start }
  }

  const close = (): void => {
    if (backend) abandon(backend)
  }
  return { subject: { backend: name, level, info, numerics, seed }, run, close }
}

async function firstBackend(provider: BackendProvider): Promise<Backend> {
  const availability = await provider.probe()
  if (!availability.available) {
    throw new BackendUnavailableError(`The backend ${provider.name} cannot run here: ${availability.reason}`)
  }
  return provider.create()
}

async function verdictOf(work: Promise<void>): Promise<Pick<CaseResult, 'status' | 'reason'>> {
  try {
    await work
    return { status: 'passed' }
  } catch (error) {
    if (error instanceof Skip) return { status: 'skipped', reason: error.message }
    return { status: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
  }
}

/** Closes a backend without waiting: one that hangs must not hold up the rest. */
function abandon(backend: Backend): void {
  backend.dispose().catch(() => {})
}
