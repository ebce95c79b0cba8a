import { ShapeError } from './errors.ts'
import { places } from './operands.ts'

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

/**
 * The samples that `indices` names, in its order, copied.
 * Throws `ShapeError` where an index is not a whole number from 0 to `count − 1`.
 */
export function selectSamples({ values, count, size }: Samples, indices: ArrayLike<number>): Samples {
  const rows = places('selectSamples', indices, count, 'sample')
  const selected = new Float32Array(rows.length * size)
  for (const [i, row] of rows.entries()) {
    selected.set(values.subarray(row * size, (row + 1) * size), i * size)
  }
  return { values: selected, count: rows.length, size }
}

/** The samples `from` to `to − 1`, without copying. Throws `ShapeError` unless 0 ≤ from ≤ to ≤ count. */
export function sliceSamples({ values, count, size }: Samples, from: number, to: number): Samples {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= count)) {
    throw new ShapeError(`sliceSamples: from ${from} to ${to} is no part of 0 to ${count}.`)
  }
  return { values: values.subarray(from * size, to * size), count: to - from, size }
}
