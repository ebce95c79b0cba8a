import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** The packages whose tests the mutation tester measures too: `pnpm coverage`. */
const measured = ['core', 'mlp', 'data', 'formats', 'estimators', 'backend-wasm']

/** What the tests of these packages leave uncovered. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: measured.map((name) => `packages/${name}/src/**/*.test.ts`),
    typecheck: { enabled: false },
    coverage: {
      enabled: true,
      provider: 'istanbul',
      include: measured.map((name) => `packages/${name}/src/**/*.ts`),
      exclude: ['**/*.test.ts', '**/*.test-d.ts', '**/testing/**', '**/generated/**'],
      reporter: ['text', 'html'],
    },
  },
})
