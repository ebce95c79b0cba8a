import { expect, test } from 'vitest'
import { flatnessOf as flatnessOver, growthOf } from './flatness.ts'

const samples = (count: number, value: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => value(i))

const flatnessOf = (values: readonly number[]) => flatnessOver(values, 1_000_000)

test('what stays is flat', () => {
  expect(flatnessOf(samples(200, () => 7))).toEqual({ tenths: samples(10, () => 7), flat: true })
})

test('what stays at 0 is flat, and what leaves it is not', () => {
  expect(flatnessOf(samples(200, () => 0))).toMatchObject({ flat: true })
  expect(flatnessOf(samples(200, (i) => (i < 100 ? 0 : 1)))).toMatchObject({ flat: false })
})

test('noise around a level is flat', () => {
  expect(flatnessOf(samples(200, (i) => 100 + 10 * (-1) ** i)).flat).toBe(true)
})

test('steady growth of 3 % is not flat, one of 1 % is', () => {
  expect(flatnessOf(samples(200, (i) => 100 * (1 + (0.034 * i) / 200))).flat).toBe(false)
  expect(flatnessOf(samples(200, (i) => 100 * (1 + (0.01 * i) / 200))).flat).toBe(true)
})

test('growth is told as a share of the first tenth', () => {
  const { tenths } = flatnessOf(samples(200, (i) => (i < 101 ? 10 : 15)))
  expect(growthOf(tenths)).toBe(0.5)
  expect(tenths).toEqual([10, 10, 10, 10, 10, 15, 15, 15, 15, 15])
})

test('what falls does not leak', () => {
  expect(flatnessOf(samples(200, (i) => 1000 - i)).flat).toBe(true)
})

test('the warm-up does not count, and only the warm-up does not', () => {
  expect(flatnessOf(samples(200, (i) => (i < 2 ? 0 : 5)))).toMatchObject({ flat: true })
  expect(flatnessOf(samples(200, (i) => (i < 3 ? 0 : 5))).flat).toBe(false)
})

test('the warm-up is 10,000 steps, and a tenth of all where that is less', () => {
  const late = samples(200, (i) => (i < 20 ? 0 : 5))
  for (const steps of [1000, 100_000]) expect(flatnessOver(late, steps).flat).toBe(true)
  expect(flatnessOver(late, 110_000).flat).toBe(false)
})

test('fewer samples than tenths are refused', () => {
  expect(() => flatnessOf(samples(10, () => 1))).toThrow(RangeError)
  expect(flatnessOf(samples(11, () => 1)).tenths).toHaveLength(10)
})
