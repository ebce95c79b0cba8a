import { join } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { minify, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chromiumOptions } from './scripts/chromium.ts'
import { isolation } from './scripts/isolation.ts'
import { patience } from './scripts/patience.ts'

/** The backend on gpu.js is tested as it is published and as bundlers make it smaller: its kernels must survive both. */
const gpuJsBuilt = join(import.meta.dirname, 'packages/backend-gpu-js/dist/index.js')
const minifyGpuJs: Plugin = {
  name: 'minify-gpu-js',
  transform: async (code, id) => (id.startsWith(gpuJsBuilt) ? (await minify(id, code)).code : undefined),
}

/** Tests that need nothing of Node.js run in a page too, on the sources, as they are. */
export default defineConfig({
  plugins: [minifyGpuJs],
  resolve: {
    alias: { '@bilayer/backend-gpu-js': gpuJsBuilt },
    conditions: ['@bilayer/source', 'module', 'browser', 'development|production'],
  },
  // It is loaded when a CSV file is first read; to bundle it then would load the page anew, in the middle of a test.
  optimizeDeps: { exclude: ['csv-parse'] },
  server: { headers: isolation },
  test: {
    include: [
      'packages/core/src/**/*.test.ts',
      'packages/mlp/src/**/*.test.ts',
      'packages/conformance/src/*.test.ts',
      'packages/conformance/src/communicator/*.test.ts',
      'packages/backend-cpu-js/src/**/*.test.ts',
      'packages/backend-wasm/src/**/*.test.ts',
      'packages/backend-worker-pool/src/**/*.test.ts',
      'packages/data/src/**/*.test.ts',
      'packages/formats/src/**/*.test.ts',
      'packages/estimators/src/**/*.test.ts',
      'packages/backend-*/src/**/*.browser.test.ts',
      'packages/bilayer/src/**/*.browser.test.ts',
    ],
    // What is about processes, say.
    exclude: ['**/node_modules/**', '**/*.node.test.ts'],
    ...patience,
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/browser.json' }]],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: chromiumOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
