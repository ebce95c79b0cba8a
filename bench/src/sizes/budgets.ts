import { bundleSingleFile } from '../../../packages/bilayer/scripts/single-file.ts'
import { bytesAtStart, compressedLength } from './page-bundle.ts'

/** What a page may load, minified and compressed. */
export interface Budget {
  /** What the page does, and with what, in words. */
  readonly page: string
  /** The most, in KB of 1,000 bytes. */
  readonly most: number
  /** Measures it on the sources, in bytes. */
  readonly measure: () => Promise<number>
}

/** A module of these lines; `uses` matches what of it is imported late, and yet used at once. */
const moduleOf = (lines: readonly string[], uses?: RegExp) => (): Promise<number> =>
  bytesAtStart(lines.join('\n'), { conditions: ['@bilayer/source'], external: ['node:*'], uses })

/** The formulas of the derivation: a network, its gradients, and a step by them. */
const FORMULAS = `export { descend, gradients, initialise } from '@bilayer/mlp'`

/** Training by batches, and predicting. Optimisers, losses, activations and schedules come on top, those alone that a page names. */
const TRAINER = `export { createMlp } from '@bilayer/mlp'`

/** The same, with what a classifier is trained by. */
const CLASSIFIER = `export { adam, createMlp, softmaxCrossEntropy } from '@bilayer/mlp'`

const backend = (name: string): string => `export * from '@bilayer/backend-${name}'`

/** Of the builds of the kernels, that which current engines take. */
const KERNELS = /\/relaxed-simd\.ts$/u
const SHARED_KERNELS = /\/relaxed-simd-shared\.ts$/u

const poolScript = moduleOf([`import '../../../packages/backend-worker-pool/src/worker.js'`])

export const budgets: readonly Budget[] = [
  { page: 'the gradient formulas on `cpu-js`', most: 12, measure: moduleOf([FORMULAS, backend('cpu-js')]) },
  { page: '`createMlp` on `cpu-js`', most: 15, measure: moduleOf([TRAINER, backend('cpu-js')]) },
  {
    page: '`createMlp`, `adam` and `softmaxCrossEntropy` on `cpu-js`',
    most: 16,
    measure: moduleOf([CLASSIFIER, backend('cpu-js')]),
  },
  {
    page: 'the gradient formulas on `wasm`',
    most: 21,
    measure: moduleOf([FORMULAS, backend('wasm')], KERNELS),
  },
  { page: '`createMlp` on `wasm`', most: 26, measure: moduleOf([TRAINER, backend('wasm')], KERNELS) },
  {
    page: '`createMlp` on `worker-pool`, with the script of its workers',
    most: 31,
    measure: async () =>
      (await moduleOf([TRAINER, backend('worker-pool')], SHARED_KERNELS)()) + (await poolScript()),
  },
  { page: '`createMlp` on `webgpu`', most: 23, measure: moduleOf([TRAINER, backend('webgpu')]) },
  {
    page: '`createMlp` on `gpu-js`, most of it gpu.js',
    most: 185,
    measure: moduleOf([TRAINER, backend('gpu-js')], /^gpu\.js$/u),
  },
  {
    page: 'the single file, `bilayer/browser`',
    most: 56,
    measure: async () => compressedLength(await bundleSingleFile()),
  },
]

/** Kilobytes of 1,000 bytes. */
export const kilobytes = (bytes: number): number => bytes / 1000
