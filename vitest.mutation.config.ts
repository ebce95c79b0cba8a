import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** The tests of one package, as the mutation tester runs them thousands of times: `pnpm mutate`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    // Of the package that the tester names.
    include: ['src/**/*.test.ts'],
    // A mutant is instrumented code on a busy machine: what it takes says nothing of it.
    exclude: ['**/node_modules/**', '**/*.browser.test.ts', '**/*.headless.test.ts', '**/*.timing.test.ts'],
    // The tests run in threads, which take no options of V8: their process has them.
    execArgv: ['--conditions=@bilayer/source'],
    // A type that no longer fits fails no test: mutants are compared by what they do.
    typecheck: { enabled: false },
  },
})
