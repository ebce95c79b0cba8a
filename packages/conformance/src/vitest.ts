import type { BackendProvider } from '@bilayer/core'
import { afterAll, describe, test } from 'vitest'
import { type Bench, openBench } from './bench.ts'
import { caseName, checkCases, type ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'
import { type BenchOptions, completeOptions } from './options.ts'
import { checkProvider } from './provider.ts'
import { StopRule } from './stop-rule.ts'

/** What to test, and how. */
export interface VitestOptions extends BenchOptions {
  /** The cases; the whole suite unless given. */
  readonly cases?: readonly ConformanceCase[]
}

/**
 * Makes a vitest test of each case, so that a backend's test file is one call and its own facts. A case that the backend
 * declares it cannot meet shows as skipped, with the reason. All tests fail where the backend cannot run here, and those that
 * are left once `maxTimeouts` cases were cut short.
 */
export function testConformance(provider: BackendProvider, options: VitestOptions = {}): void {
  checkProvider(provider)
  const complete = completeOptions(options)
  const { cases = conformanceCases } = options
  checkCases(cases)
  describe(`${provider.name} conforms:`, () => {
    let opened: Promise<Bench> | undefined
    // Opened by the first test that runs, so that a backend that cannot run here fails each test, and skips none.
    const open = () => (opened ??= openBench(provider, complete))
    const rule = new StopRule(complete)
    // The bench ends a case that hangs; vitest's own limit is behind it.
    const limit = 2 * complete.timeout + 5000

    afterAll(async () => {
      const [bench] = await Promise.allSettled(opened === undefined ? [] : [opened])
      if (bench?.status === 'fulfilled') await bench.value.close()
    }, limit)

    for (const conformanceCase of cases) {
      test(caseName(conformanceCase), { timeout: limit }, async ({ skip }) => {
        const bench = await open()
        if (rule.reason !== undefined) throw new Error(`not run: ${rule.reason}`)
        const result = await bench.run(conformanceCase)
        rule.add(result)
        if (result.status === 'skipped') skip(result.reason)
        if (result.status === 'failed') throw new Error(result.reason)
      })
    }
  })
}
