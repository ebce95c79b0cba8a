import { checkPaired, classesOf, type Label, readLabels } from '../labels.ts'

/** How often each label was taken for each. */
export interface ConfusionMatrix<L extends Label> {
  /** The labels of the rows, and of the columns, in order. */
  readonly labels: readonly L[]
  /** `counts[i][j]`: samples of `labels[i]` that were predicted to be `labels[j]`. */
  readonly counts: readonly (readonly number[])[]
}

/** How often each label was taken for each. Throws `ArgumentError` or `ShapeError` for labels that do not pair up. */
export function confusionMatrix<L extends Label>(
  actual: ArrayLike<L>,
  predicted: ArrayLike<L>,
): ConfusionMatrix<L> {
  const truth = readLabels('actual', actual)
  const found = readLabels('predicted', predicted)
  checkPaired(['actual', truth], ['predicted', found])
  const labels = classesOf(truth, found)
  const places = new Map(labels.map((label, place) => [label, place]))
  const counts = labels.map(() => labels.map(() => 0))
  for (const [i, label] of truth.entries()) counts[places.get(label) ?? 0][places.get(found[i]) ?? 0]++
  return { labels, counts }
}
