import {
  type Category,
  type ClassTarget,
  classProbabilities,
  decodeTarget,
  likeliestClasses,
  metrics,
  type Samples,
  type Target,
} from 'bilayer'
import type { Part } from './part.ts'

/** How well a classifier does. */
export interface ClassScores {
  readonly kind: 'classification'
  readonly rows: number
  readonly accuracy: number
  readonly logLoss: number
  readonly classes: readonly metrics.ClassReport<Category>[]
  readonly confusion: metrics.ConfusionMatrix<Category>
}

/** How well a regressor does, in the units of the target. */
export interface QuantityScores {
  readonly kind: 'regression'
  readonly rows: number
  /** Undefined for one row alone. */
  readonly r2: number | undefined
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
}

export type Scores = ClassScores | QuantityScores

/** What training is judged by after an epoch: the loss is what it makes small, the score what people understand. */
export interface Judgement {
  readonly loss: number
  /** The accuracy, or R². */
  readonly score: number
}

/** Judges outputs of the network, cheaply. */
export function judge(target: Target, { Y, actual }: Part, outputs: Samples): Judgement {
  if (target.kind === 'quantity') {
    return {
      loss: metrics.meanSquaredError(Y.values, outputs.values),
      score: metrics.r2(Y.values, outputs.values),
    }
  }
  const labels = target.labels
  const places = likeliestClasses(outputs)
  const right = actual.filter((label, i) => label === labels[places[i]]).length
  return { loss: logLossOf(target, actual, outputs), score: right / actual.length }
}

/** All that is told of how well a model does. */
export function scoresOf(target: Target, { actual }: Part, outputs: Samples): Scores {
  const predicted = decodeTarget(target, outputs)
  const rows = actual.length
  if (target.kind === 'quantity') {
    const [y, f] = [actual as number[], predicted as number[]]
    return {
      kind: 'regression',
      rows,
      r2: rows > 1 ? metrics.r2(y, f) : undefined,
      meanAbsoluteError: metrics.meanAbsoluteError(y, f),
      rootMeanSquaredError: Math.sqrt(metrics.meanSquaredError(y, f)),
    }
  }
  return {
    kind: 'classification',
    rows,
    accuracy: metrics.accuracy(actual, predicted),
    logLoss: logLossOf(target, actual, outputs),
    classes: metrics.classReport(actual, predicted),
    confusion: metrics.confusionMatrix(actual, predicted),
  }
}

const logLossOf = ({ labels }: ClassTarget, actual: readonly Category[], outputs: Samples): number =>
  metrics.logLoss(actual, classProbabilities(outputs), { labels })
