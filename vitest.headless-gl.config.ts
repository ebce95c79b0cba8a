import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** Tests that need headless-gl, which `pnpm setup:headless-gl` builds, and a display. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['packages/*/src/**/*.headless.test.ts'],
    exclude: ['**/node_modules/**'],
    typecheck: { enabled: false },
    // The library of headless-gl does not live in threads.
    pool: 'forks',
    // Istanbul rewrites every function, which breaks kernels that are functions: ours must survive it.
    coverage: {
      enabled: true,
      provider: 'istanbul',
      reporter: [],
      include: ['packages/backend-gpu-js/src/**'],
    },
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/headless-gl.json' }]],
  },
})
