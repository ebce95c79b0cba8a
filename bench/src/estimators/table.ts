import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { Outcome } from './ours.ts'
import type { Comparison } from './results.ts'

/** The comparisons as a table of Markdown: means, and standard deviations over the seeds. */
export const comparisonTable = (comparisons: readonly Comparison[]): string =>
  [HEAD, RULE, ...comparisons.map(row)].join('\n')

const HEAD =
  '| data | score, ours | score, scikit-learn | seconds, ours | seconds, scikit-learn | epochs, ours | epochs, scikit-learn |'
const RULE = '| --- | --- | --- | --- | --- | --- | --- |'

function row({ problem, ours, theirs }: Comparison): string {
  const cells = [
    spread(ours, ({ score }) => score, 4),
    spread(theirs, ({ score }) => score, 4),
    spread(ours, ({ seconds }) => seconds, 3),
    spread(theirs, ({ seconds }) => seconds, 3),
    spread(ours, ({ iterations }) => iterations, 0),
    spread(theirs, ({ iterations }) => iterations, 0),
  ]
  return `| ${[problem, ...cells].join(' | ')} |`
}

function spread(outcomes: readonly Outcome[], of: (outcome: Outcome) => number, digits: number): string {
  const values = outcomes.map(of)
  return `${mean(values).toFixed(digits)} ± ${sampleStandardDeviation(values).toFixed(digits)}`
}
