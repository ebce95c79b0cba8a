import {
  ArgumentError,
  createRandom,
  permutation,
  type Samples,
  selectSamples,
  ShapeError,
} from '@bilayer/core'

/** Samples with a label each. */
export interface LabelledSamples {
  readonly X: Samples
  readonly labels: Uint32Array
}

/** How to split. */
export interface SplitOptions {
  /** How many samples are for testing: a whole number, less than all. */
  readonly testCount: number
  /** One seed gives one split on every platform. 0 unless given. */
  readonly seed?: number
}

/** Splits samples at random into those to train on and those to test on. */
export function splitSamples(
  X: Samples,
  labels: ArrayLike<number>,
  { testCount, seed = 0 }: SplitOptions,
): { readonly train: LabelledSamples; readonly test: LabelledSamples } {
  if (labels.length !== X.count) {
    throw new ShapeError(
      `labels has ${labels.length} numbers; X has ${X.count} samples, and each needs one label.`,
    )
  }
  if (!Number.isInteger(testCount) || testCount < 0 || testCount >= X.count) {
    throw new ArgumentError(`testCount is ${testCount}; it must be a whole number from 0 to ${X.count - 1}.`)
  }
  const order = permutation(X.count, createRandom(seed))
  const part = (indices: Uint32Array): LabelledSamples => ({
    X: selectSamples(X, indices),
    labels: indices.map((index) => labels[index]),
  })
  return { train: part(order.subarray(testCount)), test: part(order.subarray(0, testCount)) }
}
