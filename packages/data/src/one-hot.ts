import { allocate, checkWholeNumber, readLabels, type Samples } from '@bilayer/core'

/**
 * Targets for classes: for each label a row of `classes` numbers, 1 at the label and 0 elsewhere.
 * Throws `ShapeError` unless each label is a whole number from 0 to `classes − 1`, and `ArgumentError` where labels are no list,
 * `classes` is no whole number above 0, or there is no room for the targets.
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Samples {
  checkWholeNumber('classes', classes, { least: 1 })
  const checked = readLabels('oneHot', labels, classes)
  const values = allocate('oneHot', checked.length * classes)
  for (const [row, label] of checked.entries()) values[row * classes + label] = 1
  return { values, count: checked.length, size: classes }
}
