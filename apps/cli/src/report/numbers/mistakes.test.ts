import { expect, test } from 'vitest'
import { mostFrequentMistakes } from './mistakes.ts'

test('the most frequent mistakes come first, and what is right is none', () => {
  const counts = [
    [9, 1, 0],
    [0, 2, 2],
    [3, 0, 0],
  ]
  expect(mostFrequentMistakes(counts, 2)).toEqual([
    { actual: 2, predicted: 0, count: 3, share: 1 },
    { actual: 1, predicted: 2, count: 2, share: 0.5 },
  ])
})
