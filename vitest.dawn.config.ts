import { defineConfig } from 'vitest/config'
import { vulkanEnvironment } from './scripts/vulkan.ts'
import base from './vitest.config.ts'

/** Tests that need WebGPU in Node.js: the package `webgpu`, which is Dawn, on a driver of Vulkan. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['packages/*/src/**/*.dawn.test.ts'],
    exclude: ['**/node_modules/**'],
    typecheck: { enabled: false },
    // What Vulkan reads of the environment is that of the process, which threads have only a copy of.
    pool: 'forks',
    env: vulkanEnvironment(),
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/dawn.json' }]],
  },
})
