import { expect, test } from 'vitest'
import { sampleOf, thinned } from './sample.ts'

test('a sample of as many as there are is all', () => {
  expect(sampleOf(3, 5, 0)).toEqual([0, 1, 2])
})

test('a sample is as large as was asked for, in order, and each place is in it once', () => {
  const places = sampleOf(10_000, 500, 7)
  expect(places).toHaveLength(500)
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
  expect(places.every((place) => place >= 0 && place < 10_000)).toBe(true)
})

test('one seed gives one sample', () => {
  expect(sampleOf(1000, 10, 1)).toEqual(sampleOf(1000, 10, 1))
  expect(sampleOf(1000, 10, 1)).not.toEqual(sampleOf(1000, 10, 2))
})

test('each place is as likely as any other', () => {
  const counts = new Uint32Array(10)
  for (let seed = 0; seed < 4000; seed++) for (const place of sampleOf(10, 3, seed)) counts[place]++
  // 1,200 are expected of each; the deviation is 29.
  for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(150)
})

test('a list is thinned at equal distances, and keeps its ends', () => {
  expect(thinned(4, 10)).toEqual([0, 1, 2, 3])
  expect(thinned(101, 5)).toEqual([0, 25, 50, 75, 100])
})
