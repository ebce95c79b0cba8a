import { expect, test } from 'vitest'
import { ArgumentError } from './errors.ts'
import { createRandom, permutation } from './random.ts'

test('one seed gives the numbers that it gave on every platform', () => {
  const { bits } = createRandom(42)
  expect([bits(), bits(), bits(), bits()]).toMatchInlineSnapshot(`
    [
      2837322924,
      544945897,
      479756282,
      3500138142,
    ]
  `)
})

test('seeds give streams of their own', () => {
  const first = (seed: number) => createRandom(seed).bits()
  expect(new Set(Array.from({ length: 1000 }, (_, seed) => first(seed))).size).toBe(1000)
})

test('uniform numbers lie in [0, 1), evenly', () => {
  const { uniform } = createRandom(1)
  const counts = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 100_000; i++) counts[Math.floor(10 * uniform())]++
  // Five standard deviations of a count with mean 10,000.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9000))
})

test('below gives each number equally often', () => {
  const { below } = createRandom(2)
  const counts = [0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 70_000; i++) counts[below(7)]++
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(8572))
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 33])('below refuses %d', (limit) => {
  expect(() => createRandom(0).below(limit)).toThrow(ArgumentError)
})

test.each([-1, 0.5, Number.NaN, 2 ** 32])('the seed %d is refused', (seed) => {
  expect(() => createRandom(seed)).toThrow(
    new ArgumentError(`The seed is ${seed}; it must be a whole number from 0 to 4294967295.`),
  )
})

test('permutation holds each number once', () => {
  const order = permutation(1000, createRandom(3))
  expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(order).not.toEqual(Uint32Array.from({ length: 1000 }, (_, i) => i))
  expect([...permutation(0, createRandom(3))]).toEqual([])
})
