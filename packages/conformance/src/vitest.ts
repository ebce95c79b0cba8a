import type { BackendProvider } from '@bilayer/core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Bench, type BenchOptions, openBench } from './bench.ts'
import { caseName, type ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'

/** What to test, and how. */
export interface VitestOptions extends BenchOptions {
  /** The cases; the whole suite unless given. */
  readonly cases?: readonly ConformanceCase[]
}

/**
 * Makes a vitest test of each case, so that a backend's test file is one call and its own facts. A case that the backend
 * declares it cannot meet shows as skipped, with the reason. All tests fail where the backend cannot run here.
 */
export function testConformance(
  provider: BackendProvider,
  { cases = conformanceCases, timeout = 30_000, ...options }: VitestOptions = {},
): void {
  describe(`${provider.name} conforms:`, () => {
    const benches: Bench[] = []
    // The bench ends a case that hangs; vitest's own limit is behind it.
    const limit = timeout + 5000
    beforeAll(async () => {
      benches.push(await openBench(provider, { ...options, timeout }))
    }, limit)
    afterAll(() => {
      for (const bench of benches) bench.close()
    })

    for (const conformanceCase of cases) {
      test(caseName(conformanceCase), { timeout: limit }, async ({ skip }) => {
        const [bench] = benches
        const { status, reason } = await bench.run(conformanceCase)
        if (status === 'skipped') skip(reason)
        if (status === 'failed') throw new Error(reason)
      })
    }
  })
}
