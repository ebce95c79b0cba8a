import { expect, test } from 'vitest'
import { quantileOf } from '../../quantile.ts'
import { distributionOf, histogramOf } from './distribution.ts'

const near = (value: number): unknown => expect.closeTo(value, 12)

test('a quantile is that of numpy.quantile', () => {
  const sorted = Float64Array.of(1, 2, 4, 8)
  expect([0, 0.05, 0.5, 0.95, 1].map((share) => quantileOf(sorted, share))).toEqual([
    1,
    near(1.15),
    3,
    near(7.4),
    8,
  ])
})

test('the spread of numbers is told', () => {
  expect(distributionOf(Float64Array.of(-4, 0, 1, 3))).toEqual({
    mean: 0,
    deviation: Math.sqrt(26 / 4),
    low: near(-3.4),
    median: 0.5,
    high: near(2.7),
    largest: 4,
  })
})

test('one number is its own quantiles', () => {
  expect(distributionOf(Float64Array.of(-2))).toEqual({
    mean: -2,
    deviation: 0,
    low: -2,
    median: -2,
    high: -2,
    largest: 2,
  })
})

test('a histogram counts each number once, the largest too', () => {
  expect(histogramOf(Float64Array.of(0, 0.9, 1, 2, 4), 4)).toEqual([
    { from: 0, to: 1, count: 2 },
    { from: 1, to: 2, count: 1 },
    { from: 2, to: 3, count: 1 },
    { from: 3, to: 4, count: 1 },
  ])
})

test('numbers that are all equal are in one bin', () => {
  expect(histogramOf(Float64Array.of(3, 3), 10)).toEqual([{ from: 2.5, to: 3.5, count: 2 }])
})
