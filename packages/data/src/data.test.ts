import { ArgumentError, ShapeError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { oneHot, selectSamples, splitSamples } from './index.ts'

const X = { values: Float32Array.from({ length: 20 }, (_, i) => i), count: 10, size: 2 }
const labels = Array.from({ length: 10 }, (_, i) => i)

test('oneHot puts a 1 at each label', () => {
  const { values, count, size } = oneHot([2, 0], 3)
  expect({ values: [...values], count, size }).toEqual({ values: [0, 0, 1, 1, 0, 0], count: 2, size: 3 })
})

test.each([3, -1, 0.5, Number.NaN])('oneHot refuses the label %d of 3 classes', (label) => {
  expect(() => oneHot([0, label], 3)).toThrow(
    new ShapeError(`labels[1] is ${label}; it must be a whole number from 0 to 2.`),
  )
})

test('selectSamples takes samples in the order asked for', () => {
  expect([...selectSamples(X, [9, 0, 9]).values]).toEqual([18, 19, 0, 1, 18, 19])
})

test('splitSamples gives every sample to one part, with its label', () => {
  const { train, test: held } = splitSamples(X, labels, { testCount: 3, seed: 4 })
  expect([train.X.count, held.X.count]).toEqual([7, 3])
  expect([...train.labels, ...held.labels].toSorted((a, b) => a - b)).toEqual(labels)
  for (const { X: part, labels: own } of [train, held]) {
    for (const [row, label] of own.entries()) expect(part.values[2 * row]).toBe(2 * label)
  }
})

test('splitSamples gives one split for one seed', () => {
  const split = (seed: number) => [...splitSamples(X, labels, { testCount: 3, seed }).test.labels]
  expect(split(4)).toEqual(split(4))
  expect(split(4)).not.toEqual(split(5))
})

test('splitSamples refuses what cannot be split', () => {
  expect(() => splitSamples(X, [1], { testCount: 3 })).toThrow(ShapeError)
  expect(() => splitSamples(X, labels, { testCount: 10 })).toThrow(
    new ArgumentError('testCount is 10; it must be a whole number from 0 to 9.'),
  )
})
