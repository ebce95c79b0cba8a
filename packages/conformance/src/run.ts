import { ArgumentError, type BackendProvider } from '@bilayer/core'
import { type BenchOptions, type CaseResult, openBench, type Subject } from './bench.ts'
import { caseName, type ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'

/** What to run, and how. */
export interface ConformanceOptions extends BenchOptions {
  /** The cases; the whole suite unless given. */
  readonly cases?: readonly ConformanceCase[]
  /** Runs only the cases whose `op › title` holds this text. */
  readonly only?: string
  /** Stops at the first failure. */
  readonly bail?: boolean
  /** Called after each case. */
  readonly onResult?: (result: CaseResult) => void
}

/** What came of all of them. */
export interface Report extends Subject {
  readonly results: readonly CaseResult[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * Proves a backend right, or says where it is wrong. A case that fails is a row of the report.
 *
 * Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ArgumentError` where `only` names no case.
 */
export async function runConformance(
  provider: BackendProvider,
  options: ConformanceOptions = {},
): Promise<Report> {
  const cases = chosenCases(options)
  const { bail = false, onResult } = options
  const bench = await openBench(provider, options)
  const results: CaseResult[] = []
  for (const conformanceCase of cases) {
    const result = await bench.run(conformanceCase)
    results.push(result)
    onResult?.(result)
    if (bail && result.status === 'failed') break
  }
  bench.close()

  const count = (status: CaseResult['status']) => results.filter((result) => result.status === status).length
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
  return { ...bench.subject, results, ...counts }
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
