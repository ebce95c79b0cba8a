import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Tests of what is built for pages, the playground and the single file, in an installed Chromium: `pnpm test:playground` builds them first. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['apps/playground/src/**/*.page.test.ts', 'packages/bilayer/src/**/*.page.test.ts'],
    exclude: ['**/node_modules/**'],
    typecheck: { enabled: false },
    // Times are measured: pages take turns.
    fileParallelism: false,
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/playground.json' }]],
  },
})
