import { ArgumentError, describeValue, ShapeError } from '@bilayer/core'

/**
 * Numbers in rows, one sample a row, as tables and files hold them. The derivation's X, one sample a column, is their
 * transpose: a view, so nothing is copied for it.
 */
export interface Samples {
  /** count × size numbers, row-major. */
  readonly values: Float32Array
  /** The number of samples: n. */
  readonly count: number
  /** The numbers in each sample: m0 for inputs, the size of the last layer for targets. */
  readonly size: number
}

/** Throws `ArgumentError` or `ShapeError` unless `samples` holds what it says, and `size` numbers in each sample. */
export function checkSamples(label: string, samples: Samples, size: number): void {
  if (!(samples?.values instanceof Float32Array)) {
    throw new ArgumentError(
      `${label} is ${describeValue(samples)}; it must be { values: Float32Array, count, size }, one sample a row.`,
    )
  }
  if (samples.size !== size) {
    throw new ShapeError(`${label} has ${samples.size} numbers in a sample; the network takes ${size}.`)
  }
  if (samples.values.length !== samples.count * samples.size) {
    throw new ShapeError(
      `${label} has ${samples.values.length} values; ${samples.count} samples of ${samples.size} take ${samples.count * samples.size}.`,
    )
  }
}

/** Throws `ShapeError` unless inputs and targets pair up. */
export function checkPaired(X: Samples, Y: Samples): void {
  if (X.count !== Y.count) {
    throw new ShapeError(`X has ${X.count} samples and Y has ${Y.count}; each sample needs one target.`)
  }
}

/** The samples `from` to `to − 1`, without copying. */
export const sliceSamples = ({ values, size }: Samples, from: number, to: number): Samples => ({
  values: values.subarray(from * size, to * size),
  count: to - from,
  size,
})

/** The samples that `indices` names, in its order. */
export function gatherSamples({ values, size }: Samples, indices: Uint32Array): Samples {
  const gathered = new Float32Array(indices.length * size)
  for (const [row, index] of indices.entries()) {
    gathered.set(values.subarray(index * size, (index + 1) * size), row * size)
  }
  return { values: gathered, count: indices.length, size }
}
