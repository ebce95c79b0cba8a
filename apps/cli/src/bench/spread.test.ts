import { expect, test } from 'vitest'
import { spreadOf } from './spread.ts'

test.each([
  [[7], { median: 7, lowerQuartile: 7, upperQuartile: 7 }],
  [[4, 1, 3, 2, 5], { median: 3, lowerQuartile: 2, upperQuartile: 4 }],
  [[4, 1], { median: 2.5, lowerQuartile: 1.75, upperQuartile: 3.25 }],
])('half of %j lie between the quartiles', (samples, spread) => {
  expect(spreadOf(samples)).toEqual(spread)
})
