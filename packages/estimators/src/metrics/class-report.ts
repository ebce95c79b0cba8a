import type { Label } from '../labels.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { type Counts, f1Of, precisionOf, recallOf } from './counts.ts'

/** How well one class is told from the others; a share of nothing is 0. */
export interface ClassReport<L extends Label> {
  readonly label: L
  /** Of those predicted to be of the class, the share that is. */
  readonly precision: number
  /** Of those of the class, the share that was predicted to be. */
  readonly recall: number
  /** The harmonic mean of the two. */
  readonly f1: number
  /** Samples of the class. */
  readonly support: number
}

/** Precision, recall and F1 of each class, in the order of labels. Throws `ArgumentError` or `ShapeError` as `accuracy` does. */
export const classReport = <L extends Label>(
  actual: ArrayLike<L>,
  predicted: ArrayLike<L>,
): ClassReport<L>[] =>
  countsOfEach(actual, predicted).map((counts) => ({
    label: counts.label,
    precision: precisionOf(counts),
    recall: recallOf(counts),
    f1: f1Of(counts),
    support: counts.right + counts.missed,
  }))

/** What is counted of each class, in the order of labels. */
export function countsOfEach<L extends Label>(
  actual: ArrayLike<L>,
  predicted: ArrayLike<L>,
): (Counts & { readonly label: L })[] {
  const { labels, counts } = confusionMatrix(actual, predicted)
  return labels.map((label, k) => {
    const right = counts[k][k]
    const ofClass = counts[k].reduce((sum, count) => sum + count, 0)
    const taken = counts.reduce((sum, row) => sum + row[k], 0)
    return { label, right, wrong: taken - right, missed: ofClass - right }
  })
}
