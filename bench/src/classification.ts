import type { LabelledSamples } from '@bilayer/data'
import type { Parameter } from '@bilayer/mlp'
import { FASHION_FOLDER, type Fashion, KINDS } from './fashion.ts'
import { uniform } from './problem.ts'

/** Images to tell apart, a network with ReLU between its layers, and how it learns: softmax cross-entropy, Adam. */
export interface Classification {
  /** W1, b1, W2, …, the same numbers for every library. */
  readonly start: readonly Parameter[]
  readonly batchSize: number
  readonly learningRate: number
  readonly classes: number
  readonly train: LabelledSamples
  readonly test: LabelledSamples
  /** Where the files of both are, for what runs in a process of its own. */
  readonly folder: string
}

/** Fashion-MNIST for an untrained network of these layers. */
export const createClassification = (
  layers: readonly number[],
  { train, test }: Fashion,
): Classification => ({
  start: createStart(layers),
  batchSize: 64,
  learningRate: 1e-3,
  classes: KINDS,
  train,
  test,
  folder: FASHION_FOLDER,
})

/** Weights as He et al. draw them, biases 0. */
const createStart = (layers: readonly number[]): Parameter[] =>
  layers.slice(1).flatMap((rows, l) => {
    const cols = layers[l]
    return [
      { name: `W${l + 1}`, rows, cols, values: uniform(rows * cols, Math.sqrt(6 / cols), l + 1) },
      { name: `b${l + 1}`, rows, cols: 1, values: new Float32Array(rows) },
    ]
  })
