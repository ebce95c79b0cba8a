import { ArgumentError, ShapeError } from '@bilayer/core'
import { float64 } from '../rows.ts'
import { readTargets, type Targets } from '../targets.ts'

/** The mean of |y − f|, of all outputs. Throws `ArgumentError` or `ShapeError` for numbers that do not pair up. */
export function meanAbsoluteError(actual: Targets, predicted: Targets): number {
  return meanOf(
    columnsOf(actual, predicted).map(({ y, f }) => meanOf(y.map((each, i) => Math.abs(each - f[i])))),
  )
}

/** The mean of (y − f)², of all outputs. Throws as `meanAbsoluteError` does. */
export function meanSquaredError(actual: Targets, predicted: Targets): number {
  return meanOf(
    columnsOf(actual, predicted).map(({ y, f }) => meanOf(y.map((each, i) => (each - f[i]) ** 2))),
  )
}

/**
 * R² = 1 − Σ (y − f)² / Σ (y − ȳ)², the mean of that of each output. Where all y of an output are equal it is 1 if they were
 * predicted, or else 0, as in scikit-learn. Throws as `meanAbsoluteError` does, and for fewer than two samples.
 */
export function r2(actual: Targets, predicted: Targets): number {
  return meanOf(columnsOf(actual, predicted).map(explained))
}

interface Column {
  readonly y: Float64Array
  readonly f: Float64Array
}

/** The numbers of each output. */
function columnsOf(actual: Targets, predicted: Targets): Column[] {
  const truth = readTargets('actual', actual, float64)
  const found = readTargets('predicted', predicted, float64)
  if (truth.count !== found.count || truth.size !== found.size) {
    throw new ShapeError(
      `actual has ${truth.count} samples of ${truth.size}, and predicted ${found.count} of ${found.size}; they must pair up.`,
    )
  }
  const { count, size } = truth
  const column = (values: Float64Array, j: number) =>
    Float64Array.from({ length: count }, (_, i) => values[i * size + j])
  return Array.from({ length: size }, (_, j) => ({
    y: column(truth.values, j),
    f: column(found.values, j),
  }))
}

function explained({ y, f }: Column): number {
  if (y.length < 2) throw new ArgumentError('actual has one sample; R² needs two at least.')
  const mean = meanOf(y)
  const left = y.reduce((sum, each, i) => sum + (each - f[i]) ** 2, 0)
  const all = y.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  if (all === 0) return left === 0 ? 1 : 0
  return 1 - left / all
}

const meanOf = (values: Float64Array | readonly number[]): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
