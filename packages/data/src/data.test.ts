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
    new ShapeError(`oneHot: labels[1] is ${label}; it must be a whole number from 0 to 2, a class.`),
  )
})

test.each([
  [[0], 1.5, ArgumentError, 'classes is 1.5; it must be a whole number, 1 or more.'],
  [[0], '3', ArgumentError, 'classes is the string "3"; it must be a whole number, 1 or more.'],
  [[0], 2 ** 50, ArgumentError, 'oneHot: there is no room for 1125899906842624 numbers.'],
  [
    undefined,
    3,
    ArgumentError,
    'oneHot: labels is undefined; it must be an array or a typed array of numbers.',
  ],
  [
    ['1'],
    3,
    ShapeError,
    'oneHot: labels[0] is the string "1"; it must be a whole number from 0 to 2, a class.',
  ],
  [
    { length: 1 },
    3,
    ShapeError,
    'oneHot: labels[0] is undefined; it must be a whole number from 0 to 2, a class.',
  ],
])('oneHot(%j, %j) is refused', (wrong, classes, type, message) => {
  expect(() => oneHot(wrong as never, classes as never)).toThrow(type)
  expect(() => oneHot(wrong as never, classes as never)).toThrow(message)
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

test.each([
  [[1], { testCount: 3 }, ShapeError, 'splitSamples: labels has 1 numbers; X has 10 samples'],
  [null, { testCount: 3 }, ArgumentError, 'splitSamples: labels is null;'],
  [
    labels.with(4, -1),
    { testCount: 3 },
    ShapeError,
    'splitSamples: labels[4] is -1; it must be a whole number',
  ],
  [
    labels.with(4, 0.5),
    { testCount: 3 },
    ShapeError,
    'splitSamples: labels[4] is 0.5; it must be a whole number',
  ],
  [labels, undefined, ArgumentError, 'options is undefined; it must be an object, such as { testCount: 100'],
  [labels, {}, ArgumentError, 'testCount is undefined; it must be a whole number from 0 to 9.'],
  [labels, { testCount: 10 }, ArgumentError, 'testCount is 10; it must be a whole number from 0 to 9.'],
  [labels, { testCount: 3, seed: null }, ArgumentError, 'seed is null; it must be a whole number'],
])('labels %j cannot be split by %j', (wrong, options, type, message) => {
  expect(() => splitSamples(X, wrong as never, options as never)).toThrow(type)
  expect(() => splitSamples(X, wrong as never, options as never)).toThrow(message)
})

test('samples that are none cannot be split', () => {
  const none = { values: new Float32Array(), count: 0, size: 2 }
  expect(() => splitSamples(none, [], { testCount: 0 })).toThrow(
    new ArgumentError('X has no samples; a split needs at least one.'),
  )
  expect(() => splitSamples({ ...X, count: 2.5, size: 8 }, [], { testCount: 0 })).toThrow(
    new ArgumentError('X.count is 2.5; it must be a whole number, 0 or more.'),
  )
})
