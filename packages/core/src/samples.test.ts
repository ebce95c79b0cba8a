import { expect, test } from 'vitest'
import { ArgumentError, ShapeError } from './errors.ts'
import {
  checkLabelled,
  checkSamples,
  readLabels,
  type Samples,
  selectSamples,
  sliceSamples,
} from './samples.ts'

const samples: Samples = { values: Float32Array.of(1, 2, 3, 4, 5, 6), count: 3, size: 2 }

test('selectSamples copies samples in the order asked for, more than once', () => {
  const selected = selectSamples(samples, [2, 0, 2])
  expect(selected).toEqual({ values: Float32Array.of(5, 6, 1, 2, 5, 6), count: 3, size: 2 })
  selected.values.fill(0)
  expect([...samples.values]).toEqual([1, 2, 3, 4, 5, 6])
  expect(selectSamples(samples, [])).toEqual({ values: new Float32Array(), count: 0, size: 2 })
})

test('selectSamples refuses a sample that is not there', () => {
  for (const index of [3, -1, 0.5, Number.NaN]) {
    expect(() => selectSamples(samples, [0, index])).toThrow(
      new ShapeError(
        `selectSamples: indices[1] is ${index}; it must be a whole number from 0 to 2, a sample.`,
      ),
    )
  }
  expect(() => selectSamples(samples, undefined as never)).toThrow(ArgumentError)
})

test('sliceSamples shares the values', () => {
  const slice = sliceSamples(samples, 1, 3)
  expect(slice).toEqual({ values: Float32Array.of(3, 4, 5, 6), count: 2, size: 2 })
  expect(slice.values.buffer).toBe(samples.values.buffer)
  expect(sliceSamples(samples, 0, 3)).toEqual(samples)
  expect(sliceSamples(samples, 3, 3).count).toBe(0)
})

test.each([
  [0, 4],
  [-1, 2],
  [2, 1],
  [0, 1.5],
  [Number.NaN, 2],
])('sliceSamples refuses %d to %d of 3', (from, to) => {
  expect(() => sliceSamples(samples, from, to)).toThrow(
    new ShapeError(`sliceSamples: from ${from} to ${to} is no part of 0 to 3.`),
  )
})

test.each<[unknown, string]>([
  [null, 'null'],
  [undefined, 'undefined'],
  [7, '7'],
  [[1, 2], 'an array of 2'],
  [{ values: [1, 2], count: 2, size: 1 }, 'an Object'],
])('samples are never %j', (wrong, words) => {
  const told = `is ${words}; it must be { values: Float32Array, count, size }, one sample a row.`
  expect(() => checkSamples('X', wrong)).toThrow(new ArgumentError(`X ${told}`))
  expect(() => selectSamples(wrong as Samples, [0])).toThrow(
    new ArgumentError(`selectSamples: samples ${told}`),
  )
  expect(() => sliceSamples(wrong as Samples, 0, 0)).toThrow(
    new ArgumentError(`sliceSamples: samples ${told}`),
  )
})

test.each(['count', 'size'])('the %s of samples is a whole number', (name) => {
  for (const wrong of [-1, 0.5, Number.NaN, '3', undefined]) {
    expect(() => checkSamples('X', { ...samples, [name]: wrong })).toThrow(ArgumentError)
    expect(() => checkSamples('X', { ...samples, [name]: wrong })).toThrow(`X.${name} is `)
  }
})

test('samples have as many values as they say', () => {
  expect(() => checkSamples('X', samples)).not.toThrow()
  expect(() => selectSamples({ ...samples, count: 4 }, [3])).toThrow(
    new ShapeError('selectSamples: samples has 6 values; 4 samples of 2 take 8.'),
  )
})

test('labels are the numbers of classes, one for each sample', () => {
  expect(readLabels('score', [2, 0], 3)).toEqual(Uint32Array.of(2, 0))
  expect(() => readLabels('score', [2, 3], 3)).toThrow(
    new ShapeError('score: labels[1] is 3; it must be a whole number from 0 to 2, a class.'),
  )
  expect(() => readLabels('score', null as never, 3)).toThrow(ArgumentError)
  expect(() => checkLabelled('score', samples, new Uint32Array(3))).not.toThrow()
  expect(() => checkLabelled('score', samples, new Uint32Array(2))).toThrow(
    new ShapeError('score: labels has 2 numbers; X has 3 samples, and each needs one label.'),
  )
})

test('sliceSamples puts any wrong place into words', () => {
  expect(() => sliceSamples(samples, Symbol('from') as never, '1' as never)).toThrow(
    new ShapeError('sliceSamples: from Symbol(from) to the string "1" is no part of 0 to 3.'),
  )
})
