import { type Samples, ShapeError } from '@bilayer/core'

/**
 * Targets for classes: for each label a row of `classes` numbers, 1 at the label and 0 elsewhere.
 * Throws `ShapeError` unless each label is a whole number from 0 to `classes − 1`.
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Samples {
  const values = new Float32Array(labels.length * classes)
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ShapeError(`labels[${row}] is ${label}; it must be a whole number from 0 to ${classes - 1}.`)
    }
    values[row * classes + label] = 1
  }
  return { values, count: labels.length, size: classes }
}
