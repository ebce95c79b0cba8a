import type { BackendProvider } from '@bilayer/core'
import { describe, test } from 'vitest'
import type { ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'
import { caseName, runConformance } from './run.ts'

/**
 * Makes a vitest test of each case, so that a backend's test file is one call and its own facts. A case that the backend
 * declares it cannot meet shows as skipped, with the reason.
 */
export function testConformance(
  provider: BackendProvider,
  { cases = conformanceCases }: { readonly cases?: readonly ConformanceCase[] } = {},
): void {
  describe(`${provider.name} conforms:`, () => {
    for (const conformanceCase of cases) {
      test(caseName(conformanceCase), async ({ skip }) => {
        const { results } = await runConformance(provider, { cases: [conformanceCase] })
        const [{ status, reason }] = results
        if (status === 'skipped') skip(reason)
        if (status === 'failed') throw new Error(reason)
      })
    }
  })
}
