import { entryPoints } from './entry-points.ts'
import { GENERATED, isFile } from './repository.ts'

/** A page in the navigation: its name there, and the document that it is. */
export type Item = readonly [name: string, document: string]

/** Pages that belong together. */
export interface Section {
  readonly name: string
  readonly items: readonly Item[]
}

/** The pages of the site, in the order of reading. */
export const sections = (): readonly Section[] => [
  {
    name: 'Begin',
    items: [
      ['What it is', 'README.md'],
      ['Your first five minutes', 'docs/first-steps.md'],
      ['Choosing a backend', 'docs/choosing-a-backend.md'],
      ['The derivation, beside the code', 'docs/derivation.md'],
      ['The playground', 'docs/playground.md'],
    ],
  },
  {
    name: 'Guides',
    items: [
      ['Training', 'docs/training.md'],
      ['Data and model files', 'docs/data-and-models.md'],
      ['Six data sets from end to end', 'docs/cases.md'],
      ['Several processes and machines', 'docs/ranks.md'],
      ['Write your own backend', 'docs/your-own-backend.md'],
      ['A backend on ml-matrix', 'examples/backend-ml-matrix/README.md'],
      ['The suite in your CI', 'docs/suite-in-ci.md'],
    ],
  },
  {
    name: 'Coming from',
    items: [
      ['brain.js', 'docs/from-brain.md'],
      ['TensorFlow.js', 'docs/from-tensorflow.md'],
      ['scikit-learn', 'docs/from-scikit-learn.md'],
    ],
  },
  {
    name: 'Packages',
    items: [
      ['bilayer', 'packages/bilayer/README.md'],
      ['core', 'packages/core/README.md'],
      ['mlp', 'packages/mlp/README.md'],
      ['estimators', 'packages/estimators/README.md'],
      ['data', 'packages/data/README.md'],
      ['formats', 'packages/formats/README.md'],
      ['conformance', 'packages/conformance/README.md'],
      ['mpi', 'packages/mpi/README.md'],
      ['backend-wasm', 'packages/backend-wasm/README.md'],
      ['backend-worker-pool', 'packages/backend-worker-pool/README.md'],
      ['backend-blas', 'packages/backend-blas/README.md'],
      ['backend-webgpu', 'packages/backend-webgpu/README.md'],
      ['backend-gpu-js', 'packages/backend-gpu-js/README.md'],
      ['backend-cpu-js', 'packages/backend-cpu-js/README.md'],
      ['The command', 'apps/cli/README.md'],
    ],
  },
  {
    name: 'Reference',
    items: [
      ['The command line', 'apps/site/generated/command-line.md'],
      ['All exports', 'apps/site/generated/api/index.md'],
      ...entryPoints().map(({ name }): Item => [name, referenceOf(name)]),
    ],
  },
  {
    name: 'How far it can be trusted',
    items: [
      ['The numerical contract', 'docs/numerical-contract.md'],
      ['Performance, and how to reproduce it', 'bench/README.md'],
      ['Data of the benchmarks', 'bench/data/README.md'],
      ['The suite in every runtime', 'docs/matrix.md'],
      ['The cases of the suite', 'packages/conformance/CASES.md'],
      ['Reliability', 'docs/reliability.md'],
      ['Long runs', 'soak/README.md'],
      ['Scaling out', 'docs/scaling.md'],
      ['Security', 'SECURITY.md'],
      ['Versions', 'docs/versions.md'],
      ['What each word means', 'docs/glossary.md'],
    ],
  },
  {
    name: 'Working on it',
    items: [
      ['Contributing', 'CONTRIBUTING.md'],
      ['The design', 'docs/design.md'],
      ['The registry test', 'registry/README.md'],
      ['The code of the playground', 'apps/playground/README.md'],
      ['This site', 'apps/site/README.md'],
    ],
  },
]

/** The page of an entry point. TypeDoc gives one that has namespaces a folder. */
function referenceOf(name: string): string {
  const folder = `${GENERATED}api/${name}/index.md`
  return isFile(folder) ? folder : `${GENERATED}api/${name}.md`
}
