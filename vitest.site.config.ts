import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Tests of the built site, in an installed Chromium: `pnpm site:build` builds it. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['apps/site/src/**/*.page.test.ts'],
    exclude: ['**/node_modules/**'],
    typecheck: { enabled: false },
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/site.json' }]],
  },
})
