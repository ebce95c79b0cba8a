import { ArgumentError } from '@bilayer/core'
import { type RowSplit, splitRows } from '@bilayer/data'

/**
 * Holds back a share of the samples of each class, drawn at random; one sample of each stays to train on. `classes` has the number of
 * each sample's class: all 0 where there are none. Throws `ArgumentError` where fewer than two would be held back, of which there is no R².
 */
export function splitForValidation(classes: Uint32Array, fraction: number, seed: number): RowSplit {
  const split = splitRows(classes.length, { testShare: fraction, seed, strata: [...classes] })
  if (split.test.length >= 2) return split
  throw new ArgumentError(
    `validationFraction is ${fraction}, which leaves ${split.test.length} of ${classes.length} samples to judge by; it must leave two or more.`,
  )
}
