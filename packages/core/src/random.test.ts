import { expect, test } from 'vitest'
import { ArgumentError } from './errors.ts'
import { createRandom, permutation, type RandomState, restoreRandom } from './random.ts'

test('restoreRandom gives the numbers of its reference implementation', () => {
  // The first ten of xoshiro128starstar.c, version 1.1, from the state 1, 2, 3, 4.
  const expected = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]
  const { bits } = restoreRandom([1, 2, 3, 4])
  expect(expected.map(() => bits())).toEqual(expected)
})

test.each([
  // Worked out with whole numbers of any size, in another language.
  [0, [3809008728, 1133695204, 53579671, 2891528803]],
  [42, [2837322924, 544945897, 479756282, 3500138142]],
  [4294967295, [835879718, 1921286648, 2356205009, 1885780724]],
])('the seed %d gives the same numbers everywhere', (seed, expected) => {
  const { bits } = createRandom(seed)
  expect(expected.map(() => bits())).toEqual(expected)
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

test('below favours no number where the limit does not divide 2³²', () => {
  const limit = 3 * 2 ** 30
  const { below } = createRandom(6)
  const low = Array.from({ length: 9000 }, () => below(limit)).filter((value) => value < 2 ** 30)
  // Five standard deviations of a count with mean 3000; remainders alone would give 4500.
  expect(Math.abs(low.length - 3000)).toBeLessThan(5 * Math.sqrt(2000))
})

test('below passes over the first number that would favour 0', () => {
  // 2³² is one whole round of this limit and a rest, so that the fair numbers end where the limit does.
  const limit = 2837322924
  const { bits } = createRandom(42)
  expect([bits(), bits()]).toEqual([limit, 544945897])
  expect(createRandom(42).below(limit)).toBe(544945897)
})

test('below gives nothing but 0 below 1, and anything below 2³²', () => {
  const { below } = createRandom(4)
  expect([below(1), below(1)]).toEqual([0, 0])
  expect(below(2 ** 32)).toBeGreaterThan(2 ** 20)
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1, Infinity])('below refuses %d', (limit) => {
  expect(() => createRandom(0).below(limit)).toThrow(
    new ArgumentError(`limit is ${limit}; it must be a whole number from 1 to 4294967296.`),
  )
})

test.each([-1, 0.5, Number.NaN, 2 ** 32])('the seed %d is refused', (seed) => {
  expect(() => createRandom(seed)).toThrow(
    new ArgumentError(`seed is ${seed}; it must be a whole number from 0 to 4294967295.`),
  )
})

test('permutation holds each number once', () => {
  const order = permutation(1000, createRandom(3))
  expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(order).not.toEqual(Uint32Array.from({ length: 1000 }, (_, i) => i))
  expect(order).toEqual(permutation(1000, createRandom(3)))
  expect([...permutation(0, createRandom(3))]).toEqual([])
})

test('permutation of n draws n − 1 numbers, so that what follows in the stream is known', () => {
  const random = createRandom(42)
  permutation(3, random)
  expect(random.bits()).toBe(479756282)
})

test('permutation gives each order equally often', () => {
  const random = createRandom(5)
  const counts = new Map<string, number>()
  for (let i = 0; i < 60_000; i++) {
    const order = permutation(3, random).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect([...counts.keys()].toSorted()).toEqual(['012', '021', '102', '120', '201', '210'])
  // Five standard deviations of a count with mean 10,000.
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(8334))
})

test.each<[unknown, unknown, string]>([
  ['3', createRandom(0), 'length is the string "3"; it must be a whole number from 0 to 4294967296.'],
  [2.5, createRandom(0), 'length is 2.5; it must be a whole number from 0 to 4294967296.'],
  [3, null, 'random is null; it must be an object, such as createRandom(1).'],
  [3, {}, 'random.below is undefined; it must be a function.'],
])('permutation refuses %j and %j', (length, random, message) => {
  expect(() => permutation(length as number, random as never)).toThrow(new ArgumentError(message))
})

test('a stream goes on from its state, and is left as it is', () => {
  const random = createRandom(42)
  random.bits()
  const state = random.state()
  const expected = [random.bits(), random.bits(), random.bits()]
  const { bits } = restoreRandom(state)
  expect([bits(), bits(), bits()]).toEqual(expected)
  expect(restoreRandom(state).state()).toEqual(state)
  for (const word of state) expect(Number.isInteger(word) && word >= 0 && word < 2 ** 32).toBe(true)
})

test.each([
  [undefined, 'state is undefined; it must be an array of four whole numbers'],
  [[1, 2, 3], 'state.length is 3; it must be a whole number from 4 to 4.'],
  [[1, 2, 3, 2 ** 32], 'state[3] is 4294967296; it must be a whole number from 0 to 4294967295.'],
  [[0, 0, 0, 0], 'state is all 0, which no stream comes to.'],
])('%j is no state', (state, message) => {
  expect(() => restoreRandom(state as never as RandomState)).toThrow(ArgumentError)
  expect(() => restoreRandom(state as never as RandomState)).toThrow(message)
})
