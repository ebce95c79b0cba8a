import { defineConfig } from 'vitest/config'
import { patience } from './scripts/patience.ts'

// Tests compare what programs print as it is, whoever wants colours of those that run here.
delete process.env['FORCE_COLOR']

const conditions = ['@bilayer/source', 'module', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@bilayer/source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/scripts/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
      'matrix/**/*.test.ts',
      'soak/**/*.test.ts',
      'registry/src/**/*.test.ts',
    ],
    // Those that need a page or a display are run by their own configurations.
    exclude: [
      '**/node_modules/**',
      '**/*.browser.test.ts',
      '**/*.headless.test.ts',
      '**/*.dawn.test.ts',
      '**/*.page.test.ts',
    ],
    typecheck: { enabled: true, include: ['packages/*/src/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    ...patience,
    // Of two cores, vitest would leave one to itself.
    maxWorkers: '100%',
    // Worker threads that a test starts run the sources too. What is left in memory is measured after a collection.
    execArgv: ['--conditions=@bilayer/source', '--expose-gc'],
    // Continuous integration counts the tests that were really run.
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'test-results/tests.json' }]],
  },
})
