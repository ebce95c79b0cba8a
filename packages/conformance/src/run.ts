import {
  ArgumentError,
  type Backend,
  type BackendInfo,
  type BackendProvider,
  BackendUnavailableError,
  isExtended,
  type Level,
  type Numerics,
} from '@bilayer/core'
import type { CaseContext, ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'
import { createOracle, type Oracle } from './oracle.ts'

/** What to run, and how. */
export interface ConformanceOptions {
  /** The cases; the whole suite unless given. */
  readonly cases?: readonly ConformanceCase[]
  /** Runs only the cases whose `op › title` holds this text. */
  readonly only?: string
  /** Every random choice follows from it; a failure names it. 1 unless given. */
  readonly seed?: number
  /** Milliseconds after which a case fails, so that a backend that hangs is found. 30,000 unless given. */
  readonly timeout?: number
  /** Stops at the first failure. */
  readonly bail?: boolean
  /** Called after each case. */
  readonly onResult?: (result: CaseResult) => void
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

/** What came of all of them. */
export interface Report {
  readonly backend: string
  readonly level: Level
  readonly info: BackendInfo
  readonly numerics: Numerics
  readonly seed: number
  readonly results: readonly CaseResult[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The name of a case, as reports and `only` have it. */
export const caseName = ({ op, title }: { readonly op: string; readonly title: string }): string =>
  `${op} › ${title}`

/**
 * Proves a backend right, or says where it is wrong. A case that fails is a row of the report.
 *
 * Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ArgumentError` where `only` names no case.
 */
export async function runConformance(
  provider: BackendProvider,
  options: ConformanceOptions = {},
): Promise<Report> {
  const { seed = 1, timeout = 30_000, bail = false, onResult } = options
  const cases = chosenCases(options)
  const availability = await provider.probe()
  if (!availability.available) {
    throw new BackendUnavailableError(`The backend ${provider.name} cannot run here: ${availability.reason}`)
  }

  let backend = await provider.create()
  const { name, level, info, numerics } = backend
  const oracle = createOracle(numerics)
  const results: CaseResult[] = []
  for (const conformanceCase of cases) {
    const result = await runCase(conformanceCase, { provider, backend, oracle, seed, timeout })
    results.push(result)
    onResult?.(result)
    if (result.status !== 'failed') continue
    if (bail) break
    // A backend that failed may go on failing: the next case gets a new one.
    abandon(backend)
    backend = await provider.create()
  }
  abandon(backend)

  const count = (status: CaseResult['status']) => results.filter((result) => result.status === status).length
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
  return { backend: name, level, info, numerics, seed, results, ...counts }
}

function chosenCases({
  cases = conformanceCases,
  only = '',
}: ConformanceOptions): readonly ConformanceCase[] {
  const chosen = cases.filter((conformanceCase) => caseName(conformanceCase).includes(only))
  if (chosen.length > 0) return chosen
  const ops = [...new Set(cases.map(({ op }) => op))]
  throw new ArgumentError(
    `No case holds ${JSON.stringify(only)} in its name. Names begin with: ${ops.join(', ')}.`,
  )
}

interface CaseSetting {
  readonly provider: BackendProvider
  readonly backend: Backend
  readonly oracle: Oracle
  readonly seed: number
  readonly timeout: number
}

/** A reason to skip, thrown by `CaseContext.skip`. */
class Skip extends Error {}

async function runCase(conformanceCase: ConformanceCase, setting: CaseSetting): Promise<CaseResult> {
  const { op, title, level } = conformanceCase
  const { provider, backend, oracle, seed, timeout } = setting
  const created: Backend[] = []
  const context: CaseContext = {
    backend,
    oracle,
    seed,
    create: async () => {
      const another = await provider.create()
      created.push(another)
      return another
    },
    skip: (reason) => {
      throw new Skip(reason)
    },
  }
  const start = performance.now()
  const outcome = (status: CaseResult['status'], reason?: string): CaseResult => ({
    op,
    title,
    level,
    status,
    milliseconds: performance.now() - start,
    ...(reason !== undefined && { reason }),
  })
  if (level === 'extended' && !isExtended(backend)) {
    return outcome('skipped', `the backend has the core level; ${op} belongs to the extended one`)
  }
  try {
    // An extended case only comes here with an extended backend.
    await withTimeout(conformanceCase.run(context as never), timeout)
    return outcome('passed')
  } catch (error) {
    if (error instanceof Skip) return outcome('skipped', error.message)
    return outcome('failed', error instanceof Error ? error.message : String(error))
  } finally {
    for (const another of created) abandon(another)
  }
}

async function withTimeout(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${milliseconds} ms`)), milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Closes a backend without waiting: one that hangs must not hold up the rest. */
function abandon(backend: Backend): void {
  backend.dispose().catch(() => {})
}
