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

/** The samples that `indices` names, in its order, copied. */
export function selectSamples({ values, size }: Samples, indices: ArrayLike<number>): Samples {
  const selected = new Float32Array(indices.length * size)
  for (let row = 0; row < indices.length; row++) {
    selected.set(values.subarray(indices[row] * size, (indices[row] + 1) * size), row * size)
  }
  return { values: selected, count: indices.length, size }
}

/** The samples `from` to `to − 1`, without copying. */
export const sliceSamples = ({ values, size }: Samples, from: number, to: number): Samples => ({
  values: values.subarray(from * size, to * size),
  count: to - from,
  size,
})
