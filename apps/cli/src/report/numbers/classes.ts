import type { Category } from '@bilayer/data'
import { ArgumentError, metrics } from 'bilayer'
import type { ClassificationTask, TestedClasses } from '../report.ts'

/** How well the classes of a target are told apart. */
export interface ClassFigures {
  readonly count: number
  readonly accuracy: number
  /** Of the classes that occur, their mean. */
  readonly f1: number
  readonly logLoss?: number
  /** In the order of the target's labels; those that do not occur have no figures. */
  readonly each: readonly { readonly label: Category; readonly report?: metrics.ClassReport<number> }[]
  /** `counts[i][j]`: rows of class i that were predicted to be of class j. */
  readonly counts: readonly (readonly number[])[]
  readonly calibration?: Calibration
}

export interface Calibration {
  readonly bins: readonly metrics.CalibrationBin[]
  readonly error: number
}

const BINS = 10

/** The figures of rows, one at least. Throws `ArgumentError` for a label that the target has not. */
export function classFigures({ labels }: ClassificationTask['target'], tested: TestedClasses): ClassFigures {
  const placeOf = placesOf(labels)
  const actual = tested.actual.map((label) => placeOf('actual', label))
  const predicted = tested.predicted.map((label) => placeOf('predicted', label))
  const reports = metrics.classReport(actual, predicted)
  const isTold = tested.probabilities?.values.every(isProbability) === true
  const probabilities = isTold ? tested.probabilities : undefined
  return {
    count: actual.length,
    accuracy: metrics.accuracy(actual, predicted),
    f1: metrics.f1(actual, predicted, { average: 'macro' }),
    each: labels.map((label, place) => {
      const report = reports.find((one) => one.label === place)
      return { label, ...(report && { report }) }
    }),
    counts: allCounts(labels.length, metrics.confusionMatrix(actual, predicted)),
    ...(probabilities && {
      logLoss: metrics.logLoss(actual, probabilities, { labels: [...labels.keys()] }),
      calibration: calibrationOf(actual, predicted, probabilities),
    }),
  }
}

function placesOf(labels: readonly Category[]): (list: string, label: Category) => number {
  const places = new Map(labels.map((label, place) => [label, place]))
  return (list, label) => {
    const place = places.get(label)
    if (place !== undefined) return place
    throw new ArgumentError(
      `${list} holds ${JSON.stringify(label)}; the target has none like it: ${labels.join(', ')}.`,
    )
  }
}

/** The counts of all classes, those that do not occur too. */
function allCounts(classes: number, { labels, counts }: metrics.ConfusionMatrix<number>): number[][] {
  const all = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  for (const [i, row] of labels.entries()) {
    for (const [j, column] of labels.entries()) all[row][column] = counts[i][j]
  }
  return all
}

/** Of two classes, how often the second was right; of more, how often the likeliest was. */
function calibrationOf(
  actual: readonly number[],
  predicted: readonly number[],
  { values, size }: NonNullable<TestedClasses['probabilities']>,
): Calibration {
  const isTrue = actual.map((place, i) => (size === 2 ? place === 1 : place === predicted[i]))
  const probabilities = actual.map((_, i) => values[i * size + (size === 2 ? 1 : predicted[i])])
  return {
    bins: metrics.calibrationCurve(isTrue, probabilities, { bins: BINS }),
    error: metrics.expectedCalibrationError(isTrue, probabilities, { bins: BINS }),
  }
}

const isProbability = (p: number): boolean => p >= 0 && p <= 1
