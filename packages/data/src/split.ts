import {
  ArgumentError,
  checkLabelled,
  checkObject,
  checkSamples,
  checkWholeNumber,
  createRandom,
  permutation,
  readLabels,
  type Samples,
  selectSamples,
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

/** Labels are kept in 32 bits. */
const MOST_CLASSES = 2 ** 32

/**
 * Splits samples at random into those to train on and those to test on. A label is a whole number from 0 to 2³² − 1.
 * Throws `ShapeError` for labels that are none or do not pair up with the samples, and `ArgumentError` for what is no such
 * argument, a split of no samples included.
 */
export function splitSamples(
  X: Samples,
  labels: ArrayLike<number>,
  options: SplitOptions,
): { readonly train: LabelledSamples; readonly test: LabelledSamples } {
  checkSamples('X', X)
  const checked = readLabels('splitSamples', labels, MOST_CLASSES)
  checkLabelled('splitSamples', X, checked)
  checkObject('options', options, '{ testCount: 100, seed: 0 }')
  const { testCount, seed = 0 } = options
  if (X.count === 0) throw new ArgumentError('X has no samples; a split needs at least one.')
  checkWholeNumber('testCount', testCount, { most: X.count - 1 })

  const order = permutation(X.count, createRandom(seed))
  const part = (indices: Uint32Array): LabelledSamples => ({
    X: selectSamples(X, indices),
    labels: indices.map((index) => checked[index]),
  })
  return { train: part(order.subarray(testCount)), test: part(order.subarray(0, testCount)) }
}
