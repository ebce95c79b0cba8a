import { ArgumentError, checkObject, ShapeError } from '@bilayer/core'
import { checkKind, classesOf, type Label, readLabels } from '../labels.ts'
import { float64, readRows, type Rows } from '../rows.ts'

/** What the columns of probabilities are. */
export interface LogLossOptions<L extends Label = Label> {
  /** The classes of the columns, in the order of labels. Those that `actual` holds unless given. */
  readonly labels?: ArrayLike<L>
}

/**
 * −(1/n) Σᵢ log pᵢ, where pᵢ is the probability that was given to the true class of sample i: a row of probabilities for each
 * sample, one for each class in order, as `predictProba` gives them. Rows are scaled to add up to 1, after what is nearer to 0 or 1
 * than 2⁻⁵² was moved there, as in scikit-learn 1.2.
 *
 * Throws `ArgumentError` or `ShapeError` for labels and rows that do not pair up, and for numbers that are no probabilities.
 */
export function logLoss<L extends Label>(
  actual: ArrayLike<L>,
  probabilities: Rows,
  options: LogLossOptions<L> = {},
): number {
  const truth = readLabels('actual', actual)
  checkObject('options', options, "{ labels: ['no', 'yes'] }")
  const labels = classesOf(options.labels === undefined ? truth : readLabels('labels', options.labels))
  const { values, count, size } = readRows('probabilities', probabilities, float64)
  if (count !== truth.length) {
    throw new ShapeError(
      `probabilities has ${count} rows, and actual ${truth.length} labels; each sample needs both.`,
    )
  }
  if (size !== labels.length) {
    throw new ShapeError(
      `probabilities has ${size} columns, and there are ${labels.length} labels: ${labels.join(', ')}; give all in the option labels.`,
    )
  }
  for (const [i, p] of values.entries()) checkProbability(p, i, size)
  const sum = truth.reduce((total, label, i) => {
    const place = labels.indexOf(label)
    if (place === -1) throw unknown(label, i, labels)
    const row = values.subarray(i * size, (i + 1) * size).map(clip)
    return total - Math.log(row[place] / row.reduce((all, p) => all + p, 0))
  }, 0)
  return sum / count
}

const clip = (p: number): number => Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON)

function checkProbability(p: number, i: number, size: number): void {
  if (p >= 0 && p <= 1) return
  throw new ArgumentError(
    `probabilities holds ${p} in column ${i % size} of sample ${Math.floor(i / size)}, both counted from 0; each must be from 0 to 1.`,
  )
}

function unknown(label: Label, i: number, labels: readonly Label[]): Error {
  checkKind(`actual[${i}]`, label, 'labels[0]', labels[0])
  return new ArgumentError(`actual[${i}] is ${String(label)}; labels has none like it: ${labels.join(', ')}.`)
}
