import { array, assert, float, property } from 'fast-check'
import { expect, test } from 'vitest'
import { histogram } from './histograms.ts'

/** The ranges that hold something, and how much. */
const filled = (counts: Uint32Array): [range: number, count: number][] =>
  [...counts.entries()].filter(([, count]) => count > 0)

test('numbers are counted in 41 ranges around 0, out to a round number', () => {
  const { from, to, counts } = histogram(Float32Array.of(-0.3, 0, 0, 0.1, 0.4))
  expect([from, to]).toEqual([-0.5, 0.5])
  expect(counts).toHaveLength(41)
  expect(filled(counts)).toEqual([
    [8, 1],
    [20, 2],
    [24, 1],
    [36, 1],
  ])
})

test('the edges themselves are in the first and the last range', () => {
  expect(filled(histogram(Float32Array.of(-2, 2)).counts)).toEqual([
    [0, 1],
    [40, 1],
  ])
})

test.each([
  [0.11, 0.2],
  [1, 1],
  [2.1, 5],
  [-6, 10],
  [3e-5, 5e-5],
  [1234, 2000],
])('a largest number of %d has edges at ± %d', (largest, edge) => {
  const { from, to } = histogram(Float32Array.of(largest, 0))
  expect(to).toBeCloseTo(edge, 12)
  expect(from).toBe(-to)
})

test('of nothing but zeros all are in the middle', () => {
  expect(histogram(new Float32Array(7))).toMatchObject({ from: -1, to: 1 })
  expect(filled(histogram(new Float32Array(7)).counts)).toEqual([[20, 7]])
})

test('whatever the numbers, each is counted once, between the edges', () => {
  const numbers = array(float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 })
  assert(
    property(numbers, (values) => {
      const { from, to, counts } = histogram(Float32Array.from(values))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(from)
      expect(Math.max(...values)).toBeLessThanOrEqual(to)
    }),
  )
})
