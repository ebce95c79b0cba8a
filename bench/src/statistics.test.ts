import { describe, expect, test } from 'vitest'
import { areApart, spreadOf } from './statistics.ts'

describe('spreadOf', () => {
  test('gives the median and the quartiles of samples in any order', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, lowerQuartile: 2, upperQuartile: 4, samples: 5 })
  })

  test('takes the mean of the middle two of an even number', () => {
    expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5)
  })

  test('gives the one sample for everything', () => {
    expect(spreadOf([7])).toEqual({ median: 7, lowerQuartile: 7, upperQuartile: 7, samples: 1 })
  })

  test('is not moved by one sample that took much longer', () => {
    expect(spreadOf([1, 1, 1, 1, 1000]).upperQuartile).toBe(1)
  })

  test('refuses no samples, and samples that are not numbers', () => {
    expect(() => spreadOf([])).toThrow(RangeError)
    expect(() => spreadOf([1, NaN])).toThrow('not a number: 1, NaN')
  })

  test('leaves the samples as they are', () => {
    const samples = [3, 1, 2]
    spreadOf(samples)
    expect(samples).toEqual([3, 1, 2])
  })
})

describe('areApart', () => {
  const spread = (lowerQuartile: number, upperQuartile: number) => ({
    median: (lowerQuartile + upperQuartile) / 2,
    lowerQuartile,
    upperQuartile,
    samples: 9,
  })

  test('tells quartiles that overlap from those that do not, either way round', () => {
    expect(areApart(spread(1, 2), spread(3, 4))).toBe(true)
    expect(areApart(spread(3, 4), spread(1, 2))).toBe(true)
    expect(areApart(spread(1, 3), spread(2, 4))).toBe(false)
    expect(areApart(spread(1, 4), spread(2, 3))).toBe(false)
  })

  test('takes quartiles that touch for overlapping', () => {
    expect(areApart(spread(1, 2), spread(2, 3))).toBe(false)
  })
})
