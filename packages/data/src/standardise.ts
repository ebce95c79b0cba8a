import {
  allocate,
  ArgumentError,
  checkArray,
  checkObject,
  checkSamples,
  describeValue,
  type Samples,
  ShapeError,
} from '@bilayer/core'

/** What was subtracted from each column, and what it was divided by then: plain numbers, to store beside a model. */
export interface Standardisation {
  readonly means: readonly number[]
  readonly deviations: readonly number[]
}

/**
 * The mean and the standard deviation of each column, in float64, with which `transform` gives columns a mean of 0 and a
 * deviation of 1. A column whose numbers are all equal has the deviation 1, and becomes zeros. As scikit-learn's StandardScaler.
 *
 * Throws `ArgumentError` or `ShapeError` for what are no samples, for none, and for numbers that are not finite.
 */
export function standardise(X: Samples): Standardisation {
  checkSamples('X', X)
  if (X.count === 0) throw new ArgumentError('X has no samples; a mean needs at least one.')
  const means = meansOf(X, (value) => value)
  const place = means.findIndex((mean) => !Number.isFinite(mean))
  if (place !== -1) throw notFinite(X, place)
  const variances = meansOf(X, (value, column) => (value - means[column]) ** 2)
  const deviations = variances.map((variance, column) =>
    isConstant(variance, means[column], X.count) ? 1 : Math.sqrt(variance),
  )
  return { means, deviations }
}

/** (x − mean) / deviation of each column. Throws `ArgumentError` or `ShapeError` for samples that do not fit. */
export const transform = (standardisation: Standardisation, X: Samples): Samples =>
  eachColumn('transform', standardisation, X, (value, mean, deviation) => (value - mean) / deviation)

/** What `transform` was given, but for rounding. Throws as it does. */
export const inverseTransform = (standardisation: Standardisation, X: Samples): Samples =>
  eachColumn('inverseTransform', standardisation, X, (value, mean, deviation) => value * deviation + mean)

/** The mean, for each column, of what is made of its numbers. */
function meansOf({ values, count, size }: Samples, of: (value: number, column: number) => number): number[] {
  const sums = Array.from({ length: size }, () => 0)
  for (let i = 0; i < values.length; i++) sums[i % size] += of(values[i], i % size)
  return sums.map((sum) => sum / count)
}

/** Whether a variance is what rounding leaves of equal numbers (scikit-learn's bound: that of the error of a variance in two passes). */
const isConstant = (variance: number, mean: number, count: number): boolean =>
  variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2

function eachColumn(
  op: string,
  standardisation: Standardisation,
  X: Samples,
  of: (value: number, mean: number, deviation: number) => number,
): Samples {
  checkObject('standardisation', standardisation, 'what standardise(X) returns')
  const { means, deviations } = standardisation
  checkNumbers('means', means, Number.isFinite, 'a finite number')
  checkNumbers('deviations', deviations, (value) => Number.isFinite(value) && value > 0, 'a number above 0')
  checkSamples('X', X)
  const { values, count, size } = X
  if (means.length !== size || deviations.length !== size) {
    throw new ShapeError(
      `${op}: X has ${size} numbers in a sample; the standardisation has ${means.length} means and ${deviations.length} deviations.`,
    )
  }
  const made = allocate(op, values.length)
  for (let i = 0; i < values.length; i++) made[i] = of(values[i], means[i % size], deviations[i % size])
  return { values: made, count, size }
}

function checkNumbers(
  name: string,
  numbers: readonly number[],
  fits: (value: number) => boolean,
  what: string,
): void {
  checkArray(`standardisation.${name}`, numbers, 'numbers')
  for (const [i, number] of numbers.entries()) {
    if (fits(number)) continue
    throw new ArgumentError(`standardisation.${name}[${i}] is ${describeValue(number)}; it must be ${what}.`)
  }
}

function notFinite({ values, size }: Samples, column: number): ArgumentError {
  const sample = Math.floor(
    values.findIndex((value, i) => i % size === column && !Number.isFinite(value)) / size,
  )
  return new ArgumentError(
    `X holds ${values[sample * size + column]} in column ${column} of sample ${sample}, both counted from 0; every number must be finite.`,
  )
}
