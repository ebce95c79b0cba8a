// Who may import whom: docs/design.md, section 4. Tests, and what is no package and no app, may import anything; of these, scripts alone are imported.

const TESTS = String.raw`(\.test|\.test-d)\.ts$|/testing/`

/** A package and the packages of ours that its sources may import. */
const allowed = {
  'packages/core': [],
  'packages/conformance': ['packages/core'],
  'packages/backend-cpu-js': ['packages/core'],
  'packages/backend-wasm': ['packages/core'],
  'packages/backend-worker-pool': ['packages/core', 'packages/backend-wasm', 'packages/backend-cpu-js'],
  'packages/backend-gpu-js': ['packages/core'],
  'packages/backend-blas': ['packages/core', 'packages/backend-wasm'],
  'packages/backend-webgpu': ['packages/core'],
  'packages/mpi': ['packages/core'],
  'packages/mlp': ['packages/core'],
  'packages/data': ['packages/core'],
  'packages/formats': ['packages/core', 'packages/data'],
  'packages/estimators': ['packages/core', 'packages/mlp', 'packages/data'],
  'packages/bilayer': [
    'packages/core',
    'packages/mlp',
    'packages/data',
    'packages/formats',
    'packages/estimators',
    'packages/conformance',
    'packages/backend-',
    'packages/mpi',
  ],
  // Of mpi, only what the environment tells: it is bundled, and the package may be missing.
  'apps/cli': [
    'packages/bilayer',
    'packages/conformance',
    'packages/data',
    'packages/formats',
    'packages/mpi/src/launched-ranks',
  ],
  'apps/playground': ['packages/bilayer', 'packages/conformance', 'packages/data', 'packages/formats'],
  // The program, whose reference it writes.
  'apps/site': ['apps/cli/src/program.ts'],
}

module.exports = {
  forbidden: [
    {
      // Types may refer to each other (a matrix has a backend, a backend makes matrices); code may not.
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: TESTS }, to: { path: TESTS } },
    {
      name: 'every-package-has-a-rule',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: [...Object.keys(allowed).map((folder) => `^${folder}/`), TESTS],
      },
      to: {},
    },
    ...Object.entries(allowed).map(([folder, targets]) => ({
      name: `${folder}-imports`,
      severity: 'error',
      from: { path: `^${folder}/src/`, pathNot: TESTS },
      to: {
        path: '^(packages|apps|bench|matrix|registry|soak)/',
        pathNot: [`^${folder}/`, ...targets.map((target) => `^${target}`)],
      },
    })),
    {
      name: 'core-has-no-dependencies',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: TESTS },
      to: { pathNot: '^packages/core/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@bilayer/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
}
