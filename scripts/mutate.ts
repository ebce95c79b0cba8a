/*
 * Mutation testing of one package by its own tests, `pnpm mutate core`, or of some of its files, `pnpm mutate core ledger
 * random`. What was found before is kept in reports/mutation/core.json and not tried again; core.html beside it shows all.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'

const packages = readdirSync(join(import.meta.dirname, '../packages'))
const [name = '', ...files] = process.argv.slice(2)
if (!packages.includes(name)) {
  process.stderr.write(`pnpm mutate <package> [file …], where package is one of: ${packages.join(', ')}\n`)
  process.exit(2)
}

const sources = `packages/${name}/src`

await new Stryker({
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  testRunnerNodeArgs: ['--expose-gc'],
  vitest: { configFile: 'vitest.mutation.config.ts', dir: `packages/${name}` },
  mutate: [
    ...(files.length === 0 ? [`${sources}/**/*.ts`] : files.map((file) => `${sources}/**/${file}.ts`)),
    `!${sources}/**/*.test.ts`,
    `!${sources}/**/*.test-d.ts`,
    `!${sources}/testing/**`,
    `!${sources}/**/generated/**`,
  ],
  ignorePatterns: ['apps', 'bench', 'docs', 'dist', 'coverage'],
  concurrency: 2,
  // Only a mutant that hangs may run into it, not one that waits for a busy machine.
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: `reports/mutation/${name}.json`,
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
}).runMutationTest()
