import { allocate } from './allocate.ts'
import { checkWholeNumber, wrongArgument } from './arguments.ts'
import { describeValue } from './describe.ts'
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

/** Throws `ArgumentError` unless a value is samples, `ShapeError` unless they have as many values as they say. */
export function checkSamples(label: string, samples: unknown): asserts samples is Samples {
  const { values, count, size } = (samples ?? {}) as { readonly [Name in keyof Samples]?: unknown }
  if (!(values instanceof Float32Array)) {
    throw wrongArgument(label, samples, '{ values: Float32Array, count, size }, one sample a row')
  }
  checkWholeNumber(`${label}.count`, count)
  checkWholeNumber(`${label}.size`, size)
  if (values.length === count * size) return
  throw new ShapeError(
    `${label} has ${values.length} values; ${count} samples of ${size} take ${count * size}.`,
  )
}

/**
 * The labels of samples, copied, once each is known to be a class. Throws `ArgumentError` unless they are a list, and
 * `ShapeError` unless each is a whole number from 0 to `classes − 1`. `op` is what the caller is called, such as `score`.
 */
export const readLabels = (op: string, labels: ArrayLike<number>, classes: number): Uint32Array =>
  places(op, 'labels', labels, classes, 'class')

/** Throws `ShapeError` unless there is one label, as `readLabels` gives them, for each sample; `ArgumentError` for what are none. */
export function checkLabelled(op: string, X: Samples, labels: Uint32Array): void {
  checkSamples('X', X)
  if (!(labels instanceof Uint32Array)) throw wrongArgument(`${op}: labels`, labels, 'a Uint32Array')
  if (labels.length === X.count) return
  throw new ShapeError(
    `${op}: labels has ${labels.length} numbers; X has ${X.count} samples, and each needs one label.`,
  )
}

/**
 * The samples that `indices` names, in its order, copied.
 * Throws `ShapeError` where an index is not a whole number from 0 to `count − 1`, and as `checkSamples` does.
 */
export function selectSamples(samples: Samples, indices: ArrayLike<number>): Samples {
  checkSamples('selectSamples: samples', samples)
  const { values, count, size } = samples
  const rows = places('selectSamples', 'indices', indices, count, 'sample')
  const selected = allocate('selectSamples', rows.length * size)
  for (const [i, row] of rows.entries()) {
    selected.set(values.subarray(row * size, (row + 1) * size), i * size)
  }
  return { values: selected, count: rows.length, size }
}

/**
 * The samples `from` to `to − 1`, without copying. Throws as `checkSamples` does, and `ShapeError` unless
 * 0 ≤ from ≤ to ≤ count.
 */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  checkSamples('sliceSamples: samples', samples)
  const { values, count, size } = samples
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= count)) {
    throw new ShapeError(
      `sliceSamples: from ${describeValue(from)} to ${describeValue(to)} is no part of 0 to ${count}.`,
    )
  }
  return { values: values.subarray(from * size, to * size), count: to - from, size }
}
