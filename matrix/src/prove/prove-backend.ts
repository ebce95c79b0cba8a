import { conformanceCases, type Report, runConformance, type Untested } from '@bilayer/conformance'
import { BackendUnavailableError, providers } from 'bilayer'
import { gradientCases } from 'bilayer/gradient-cases'

/** Milliseconds that a case may take: a program that stands in for a graphics processor takes its time. */
const LONGEST_CASE = 60_000

/**
 * Runs the suite and the gradient cases on one of our backends, those whose names hold `only`; where the backend cannot run
 * here, tells why.
 */
export async function proveBackend(backend: string, only: string): Promise<Report | Untested> {
  const provider = providers.find(({ name }) => name === backend)
  if (!provider) throw new Error(`There is no backend ${backend}.`)
  try {
    return await runConformance(provider, {
      cases: [...conformanceCases, ...gradientCases],
      only,
      timeout: LONGEST_CASE,
    })
  } catch (error) {
    if (error instanceof BackendUnavailableError) return { backend, reason: error.message }
    throw error
  }
}
