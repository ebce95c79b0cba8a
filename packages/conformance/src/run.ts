import type { BackendProvider } from '@bilayer/core'
import { openBench } from './bench.ts'
import { checkCases, type ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'
import { chosenCases, conduct } from './conduct.ts'
import { completeOptions, type RunOptions } from './options.ts'
import { checkProvider } from './provider.ts'
import type { Report } from './result.ts'

/** What to run, and how. */
export interface ConformanceOptions extends RunOptions {
  /** The cases; the whole suite unless given. */
  readonly cases?: readonly ConformanceCase[]
}

/**
 * Proves a backend right, or says where it is wrong. A case that fails is a row of the report, and so is a provider that
 * makes no backend, or one that cannot be closed.
 *
 * Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ArgumentError` where `only` names no case
 * or an argument is wrong.
 */
export async function runConformance(
  provider: BackendProvider,
  options: ConformanceOptions = {},
): Promise<Report> {
  checkProvider(provider)
  const complete = completeOptions(options)
  const { cases = conformanceCases } = options
  checkCases(cases)
  const chosen = chosenCases(cases, complete.only)
  return conduct(() => openBench(provider, complete), provider.name, chosen, complete)
}
