/** Numbers in rows, one sample a row: what `@bilayer/mlp` trains on. */
export interface Samples {
  /** count × size numbers, row-major. */
  readonly values: Float32Array
  /** The number of samples. */
  readonly count: number
  /** The numbers in each sample. */
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
