import { ArgumentError, checkObject, checkOneOf } from '@bilayer/core'
import type { Label } from '../labels.ts'
import { countsOfEach } from './class-report.ts'
import { type Counts, f1Of, precisionOf, recallOf, total } from './counts.ts'
import { readPositive } from './positive.ts'

/**
 * How the figures of the classes become one.
 *
 * - `binary`: that of the positive class, where there are no more than two.
 * - `macro`: their mean.
 * - `weighted`: their mean, each counted by the samples of its class.
 * - `micro`: that of all samples counted together.
 */
export type Average = 'binary' | 'macro' | 'weighted' | 'micro'

const AVERAGES = ['binary', 'macro', 'weighted', 'micro'] as const satisfies readonly Average[]

/** How to average. */
export interface AverageOptions<L extends Label = Label> {
  /** `binary` unless given. */
  readonly average?: Average
  /** The positive class of `binary`: 1 or true unless given; of strings it must be. */
  readonly positive?: L
}

/** A figure of two lists of labels, 0 to 1. */
type Score = <L extends Label>(
  actual: ArrayLike<L>,
  predicted: ArrayLike<L>,
  options?: AverageOptions<L>,
) => number

/**
 * Of the samples predicted to be of a class, the share that is. Throws `ArgumentError` or `ShapeError` for labels that do not pair
 * up, and for an average that does not fit them.
 */
export const precision: Score = (actual, predicted, options) =>
  averaged(precisionOf, actual, predicted, options)

/** Of the samples of a class, the share that was predicted to be. Throws as `precision` does. */
export const recall: Score = (actual, predicted, options) => averaged(recallOf, actual, predicted, options)

/** The harmonic mean of precision and recall. Throws as `precision` does. */
export const f1: Score = (actual, predicted, options) => averaged(f1Of, actual, predicted, options)

function averaged<L extends Label>(
  figureOf: (counts: Counts) => number,
  actual: ArrayLike<L>,
  predicted: ArrayLike<L>,
  options: AverageOptions<L> = {},
): number {
  checkObject('options', options, "{ average: 'macro' }")
  const { average = 'binary', positive } = options
  checkOneOf('average', average, AVERAGES)
  const each = countsOfEach(actual, predicted)
  if (average === 'micro') return figureOf(total(each))
  if (average === 'binary') return figureOf(positiveOf(each, positive))
  const weights = each.map(({ right, missed }) => (average === 'macro' ? 1 : right + missed))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return each.reduce((sum, counts, k) => sum + (weights[k] / all) * figureOf(counts), 0)
}

const NONE: Counts = { right: 0, wrong: 0, missed: 0 }

/** What is counted of the positive class; nothing, where all samples are of the other. */
function positiveOf<L extends Label>(
  each: readonly (Counts & { readonly label: L })[],
  given: L | undefined,
): Counts {
  if (each.length > 2) {
    throw new ArgumentError(
      `average is binary, and there are ${each.length} classes; it must be macro, weighted or micro for more than two.`,
    )
  }
  const labels = each.map(({ label }) => label)
  const positive = readPositive(labels, given)
  return each.find(({ label }) => label === positive) ?? NONE
}
