import { metrics } from 'bilayer'
import type { TestedQuantities } from '../report.ts'
import { type Distribution, distributionOf } from './distribution.ts'

/** How well quantities are predicted. */
export interface QuantityFigures {
  readonly count: number
  /** Rows that are left out, whose prediction is no finite number. */
  readonly leftOut: number
  readonly actual: Float64Array
  readonly predicted: Float64Array
  /** true − predicted. */
  readonly residuals: Float64Array
  /** Of fewer than two rows there is none. */
  readonly r2?: number
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
  readonly spread: Distribution
}

/** The figures of rows; undefined where none has a finite prediction. */
export function quantityFigures(tested: TestedQuantities): QuantityFigures | undefined {
  const { actual, predicted } = finitePairs(tested)
  if (actual.length === 0) return undefined
  const residuals = actual.map((y, i) => y - predicted[i])
  return {
    count: actual.length,
    leftOut: tested.actual.length - actual.length,
    actual,
    predicted,
    residuals,
    ...(actual.length > 1 && { r2: metrics.r2(actual, predicted) }),
    meanAbsoluteError: metrics.meanAbsoluteError(actual, predicted),
    rootMeanSquaredError: Math.sqrt(metrics.meanSquaredError(actual, predicted)),
    spread: distributionOf(residuals),
  }
}

function finitePairs(tested: TestedQuantities): Pick<QuantityFigures, 'actual' | 'predicted'> {
  const actual = new Float64Array(tested.actual.length)
  const predicted = new Float64Array(tested.actual.length)
  let count = 0
  for (let i = 0; i < tested.actual.length; i++) {
    actual[count] = tested.actual[i]
    predicted[count] = tested.predicted[i]
    if (Number.isFinite(actual[count] - predicted[count])) count++
  }
  return { actual: actual.subarray(0, count), predicted: predicted.subarray(0, count) }
}
