import { ArgumentError, checkObject, checkWholeNumber, describeValue, ShapeError } from '@bilayer/core'
import { classesOf, type Label, readLabels } from '../labels.ts'
import { checkList } from '../list.ts'
import { readPositive } from './positive.ts'

/** How to count. */
export interface CalibrationOptions<L extends Label = Label> {
  /** The class that the probabilities are of: 1 or true unless given; of strings it must be. */
  readonly positive?: L
  /** How many parts of equal width 0 to 1 is cut into, 1 to 1,000. 5 unless given. */
  readonly bins?: number
}

/** The samples whose probability lies in one part of 0 to 1. */
export interface CalibrationBin {
  /** The part: above `from`, which only the first includes, up to `to`. */
  readonly from: number
  readonly to: number
  /** Samples, 1 at least. */
  readonly count: number
  /** The mean of their probabilities. */
  readonly predicted: number
  /** The share of them that is of the positive class. */
  readonly observed: number
}

const MOST_BINS = 1000

/**
 * How often what was given a probability came true: scikit-learn's `calibration_curve`, with bins of equal width, those without
 * samples left out. `probabilities[i]` is that of the positive class for sample i.
 *
 * Throws `ArgumentError` or `ShapeError` for labels and probabilities that do not pair up, and for more than two classes.
 */
export function calibrationCurve<L extends Label>(
  actual: ArrayLike<L>,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions<L> = {},
): CalibrationBin[] {
  const truth = readLabels('actual', actual)
  checkProbabilities(probabilities)
  if (probabilities.length !== truth.length) {
    throw new ShapeError(
      `probabilities has ${probabilities.length} numbers, and actual ${truth.length} labels; each sample needs both.`,
    )
  }
  checkObject('options', options, '{ bins: 10 }')
  const { bins = 5, positive } = options
  checkWholeNumber('bins', bins, { least: 1, most: MOST_BINS })
  const labels = classesOf(truth)
  if (labels.length > 2) {
    throw new ArgumentError(
      `actual has ${labels.length} classes; calibration is of two, such as whether a prediction was right.`,
    )
  }
  const counted = readPositive(labels, positive)
  return fill(bins, probabilities, (i) => truth[i] === counted)
}

/**
 * The mean of |observed − predicted| over the bins of `calibrationCurve`, each counted by its samples: 0 at best (M. Pakdaman
 * Naeini, G. Cooper and M. Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015). Throws as
 * `calibrationCurve` does.
 */
export function expectedCalibrationError<L extends Label>(
  actual: ArrayLike<L>,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions<L> = {},
): number {
  const curve = calibrationCurve(actual, probabilities, options)
  const sum = curve.reduce(
    (total, { count, predicted, observed }) => total + count * Math.abs(observed - predicted),
    0,
  )
  return sum / actual.length
}

function fill(
  bins: number,
  probabilities: ArrayLike<number>,
  isPositive: (i: number) => boolean,
): CalibrationBin[] {
  // As numpy.linspace has them, so that what lies on an edge is counted where scikit-learn does.
  const upper = Array.from({ length: bins }, (_, bin) => (bin + 1 === bins ? 1 : (bin + 1) * (1 / bins)))
  const sums = upper.map(() => ({ count: 0, predicted: 0, observed: 0 }))
  for (let i = 0; i < probabilities.length; i++) {
    const sum = sums[upper.findIndex((edge) => probabilities[i] <= edge)]
    sum.count += 1
    sum.predicted += probabilities[i]
    sum.observed += Number(isPositive(i))
  }
  return sums.flatMap(({ count, predicted, observed }, bin) => {
    if (count === 0) return []
    const from = bin === 0 ? 0 : upper[bin - 1]
    return [{ from, to: upper[bin], count, predicted: predicted / count, observed: observed / count }]
  })
}

function checkProbabilities(probabilities: unknown): asserts probabilities is ArrayLike<number> {
  checkList('probabilities', probabilities, 'numbers from 0 to 1')
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]
    if (typeof p === 'number' && p >= 0 && p <= 1) continue
    throw new ArgumentError(`probabilities[${i}] is ${describeValue(p)}; it must be a number from 0 to 1.`)
  }
}
