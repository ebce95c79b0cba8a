import { wasm } from '@bilayer/backend-wasm'
import { mean } from 'simple-statistics'
import { expect, test } from 'vitest'
import { runOurs } from './ours.ts'
import { problems, splitOf } from './problems.ts'
import { readEstimatorResults } from './results.ts'

const { comparisons } = await readEstimatorResults()
const meanScore = (outcomes: readonly { readonly score: number }[]): number =>
  mean(outcomes.map(({ score }) => score))

/** How far another processor's rounding may move a mean of ten scores. */
const TOLERANCE = 0.02

test('every problem has been compared over ten seeds', () => {
  expect(comparisons.map(({ problem }) => problem)).toEqual(problems.map(({ name }) => name))
  for (const { ours, theirs } of comparisons) expect([ours.length, theirs.length]).toEqual([10, 10])
})

test.each(comparisons)('the mean score on $problem is no less than scikit-learn’s', ({ ours, theirs }) => {
  expect(meanScore(ours)).toBeGreaterThanOrEqual(meanScore(theirs))
})

// Those that take seconds.
test.each(['iris', 'wine', 'diabetes'])('the score on %s is reached again', async (name) => {
  const problem = problems.find((each) => each.name === name)
  const comparison = comparisons.find((each) => each.problem === name)
  if (!problem || !comparison) throw new Error(`There is no ${name}.`)
  await using backend = await wasm()
  const scores = []
  for (const seed of comparison.theirs.keys()) {
    scores.push(await runOurs(backend, problem, await splitOf(problem, seed), seed))
  }
  expect(meanScore(scores)).toBeGreaterThan(meanScore(comparison.theirs) - TOLERANCE)
})
