import {
  type Backend,
  createRandom,
  type Matrix,
  permutation,
  type Samples,
  selectSamples,
} from '@bilayer/core'
import { type LabelledSamples, oneHot, splitSamples } from '@bilayer/data'
import { CLASSES, readDigits } from '../../apps/cli/src/digits.ts'
import { createProblem, type Parameters, type Problem, type Size } from './problem.ts'

/** The digits task of the command's demo: 784-128-10, its batches and its rate. */
const HIDDEN = 128
const BATCH = 16
const LEARNING_RATE = 0.05
const TEST_SHARE = 0.2
const SEED = 1

export interface Digits {
  readonly problem: Problem
  readonly train: { readonly X: Samples; readonly Y: Samples }
  readonly test: LabelledSamples
}

/** The digits, split as the demo splits them, and the network that starts untrained. */
export async function loadDigits(): Promise<Digits> {
  const { X, labels } = await readDigits()
  const { train, test } = splitSamples(X, labels, {
    testCount: Math.round(X.count * TEST_SHARE),
    seed: SEED,
  })
  const size: Size = [X.size, HIDDEN, CLASSES, BATCH]
  return {
    problem: { ...createProblem(size), learningRate: LEARNING_RATE },
    train: { X: train.X, Y: oneHot(train.labels, CLASSES) },
    test,
  }
}

/** The batches of one epoch: every sample once, in an order drawn for that epoch. What does not fill a batch is left out. */
export function* batches({ train }: Digits, epoch: number): Generator<{ X: Float32Array; Y: Float32Array }> {
  const order = permutation(train.X.count, createRandom(SEED + epoch))
  for (let start = 0; start + BATCH <= order.length; start += BATCH) {
    const chosen = order.subarray(start, start + BATCH)
    yield { X: selectSamples(train.X, chosen).values, Y: selectSamples(train.Y, chosen).values }
  }
}

/** The share of the test digits that the network names right. */
export async function accuracy(
  backend: Backend,
  { W1, b1, W2, b2 }: Parameters,
  { X, labels }: LabelledSamples,
  activation: (z: Matrix) => Matrix,
): Promise<number> {
  const column = (values: Float32Array) => backend.matrix(values.length, 1, values)
  const matrix = (values: Float32Array, rows: number) => backend.matrix(rows, values.length / rows, values)
  const F = backend.scope(() => {
    const Z = backend.affine(matrix(W1, b1.length), matrix(X.values, X.count).T, column(b1))
    return backend.affine(matrix(W2, b2.length), activation(Z), column(b2)) // classes × n
  })
  const outputs = await F.T.read()
  F.dispose()
  const right = labels.filter((label, i) => {
    const scores = outputs.subarray(i * b2.length, (i + 1) * b2.length)
    return scores.indexOf(Math.max(...scores)) === label
  })
  return right.length / labels.length
}
