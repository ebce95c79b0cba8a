import Table from 'cli-table3'
import type { ClassScores, Scores } from '../training/judge.ts'
import { percent } from './words.ts'

/** More classes than this would not fit beside each other. */
const MOST_CLASSES = 12

/** How well a model does, in lines. */
export function scoreText(scores: Scores): string {
  if (scores.kind === 'regression') {
    const { r2, meanAbsoluteError, rootMeanSquaredError, rows } = scores
    return [
      `R²                       ${r2 === undefined ? '–' : r2.toFixed(4)}   (${rows} rows; 1 is perfect, 0 is no better than the mean)`,
      `mean absolute error      ${short(meanAbsoluteError)}`,
      `root mean squared error  ${short(rootMeanSquaredError)}`,
    ].join('\n')
  }
  const right = Math.round(scores.accuracy * scores.rows)
  return [
    `accuracy  ${percent(scores.accuracy)}   (${right} of ${scores.rows} rows)`,
    `log loss  ${scores.logLoss.toFixed(4)}`,
    '',
    confusionTable(scores),
  ].join('\n')
}

const short = (value: number): string => value.toPrecision(4)

/** A row for each true class, a column for each predicted one; or how each class does, where there are many. */
function confusionTable({ confusion, classes }: ClassScores): string {
  const { labels, counts } = confusion
  const isWide = labels.length > MOST_CLASSES
  const head = isWide
    ? ['class', 'precision', 'recall', 'F1', 'rows']
    : ['true \\ predicted', ...labels.map(String), 'recall']
  const rows = classes.map(({ label, precision, recall, f1, support }, k) =>
    isWide
      ? [String(label), percent(precision), percent(recall), f1.toFixed(3), String(support)]
      : [String(label), ...counts[k].map(String), percent(recall)],
  )
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
  })
  table.push(...rows)
  return table.toString()
}
