import { checkPaired, type Label, readLabels } from '../labels.ts'

/** The share of samples, 0 to 1, whose label was predicted. Throws `ArgumentError` or `ShapeError` for labels that do not pair up. */
export function accuracy<L extends Label>(actual: ArrayLike<L>, predicted: ArrayLike<L>): number {
  const truth = readLabels('actual', actual)
  const found = readLabels('predicted', predicted)
  checkPaired(['actual', truth], ['predicted', found])
  return truth.filter((label, i) => label === found[i]).length / truth.length
}
