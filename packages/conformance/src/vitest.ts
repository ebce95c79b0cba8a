import type { BackendProvider } from '@bilayer/core'
import { afterAll, describe, test } from 'vitest'
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
    let opened: Promise<Bench> | undefined
    // Opened by the first test that runs, so that a backend that cannot run here fails each test, and skips none.
    const open = () => (opened ??= openBench(provider, { ...options, timeout }))
    // The bench ends a case that hangs; vitest's own limit is behind it.
    const limit = 2 * timeout + 5000

    afterAll(async () => {
      const benches = await Promise.allSettled(opened === undefined ? [] : [opened])
      for (const bench of benches) if (bench.status === 'fulfilled') bench.value.close()
    })

    for (const conformanceCase of cases) {
      test(caseName(conformanceCase), { timeout: limit }, async ({ skip }) => {
        const bench = await open()
        const { status, reason } = await bench.run(conformanceCase)
        if (status === 'skipped') skip(reason)
        if (status === 'failed') throw new Error(reason)
      })
    }
  })
}
