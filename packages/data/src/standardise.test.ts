import { describe, expect, test } from 'vitest'
import reference from '../reference/standardise.json' with { type: 'json' }
import { inverseTransform, standardise, transform } from './index.ts'

const size = reference.columns.length
const X = { values: Float32Array.from(reference.X), count: reference.X.length / size, size }
const found = standardise(X)
const column = (values: ArrayLike<number>, j: number) =>
  Array.from({ length: X.count }, (_, i) => values[i * size + j])

describe.each(reference.columns.map((name, j) => ({ name, j })))('a column $name', ({ j }) => {
  test('has the mean and the deviation that scikit-learn finds', () => {
    expect(Math.abs(found.means[j] - reference.means[j])).toBeLessThanOrEqual(
      1e-12 * Math.abs(reference.means[j]),
    )
    expect(Math.abs(found.deviations[j] / reference.deviations[j] - 1)).toBeLessThan(1e-12)
  })

  test('is transformed as by scikit-learn, and back', () => {
    const transformed = transform(found, X)
    expect(column(transformed.values, j)).toEqual(
      column(reference.transformed, j).map((value): unknown => expect.closeTo(value, 6)),
    )
    const back = column(inverseTransform(found, transformed).values, j)
    for (const [i, value] of column(X.values, j).entries()) {
      expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(
        1e-6 * Math.max(Math.abs(value), found.deviations[j]),
      )
    }
  })
})

test('a column of one number becomes zeros', () => {
  const same = { values: Float32Array.of(0.1, 1, 0.1, 2, 0.1, 3), count: 3, size: 2 }
  const { values } = transform(standardise(same), same)
  expect([values[0], values[2], values[4]]).toEqual([0, 0, 0])
})

test('a standardisation survives JSON', () => {
  expect(JSON.parse(JSON.stringify(found))).toEqual(found)
})

test('samples that have no mean are refused', () => {
  const values = Float32Array.of(1, 2, 3, Number.NaN, 5, Infinity)
  expect(() => standardise({ values, count: 3, size: 2 })).toThrow(
    'X holds NaN in column 1 of sample 1, both counted from 0; every number must be finite.',
  )
  expect(() => standardise({ values: new Float32Array(), count: 0, size: 2 })).toThrow(
    'X has no samples; a mean needs at least one.',
  )
})

const two = { values: Float32Array.of(1, 2), count: 1, size: 2 }

test.each([
  [
    undefined,
    two,
    'standardisation is undefined; it must be an object, such as what standardise(X) returns.',
  ],
  [
    { means: [1, 2], deviations: [1] },
    two,
    'X has 2 numbers in a sample; the standardisation has 2 means and 1 dev',
  ],
  [
    { means: [1, '2'], deviations: [1, 1] },
    two,
    'standardisation.means[1] is the string "2"; it must be a finite',
  ],
  [
    { means: [1, 2], deviations: [1, 0] },
    two,
    'standardisation.deviations[1] is 0; it must be a number above 0.',
  ],
  [{ means: 1, deviations: [1, 0] }, two, 'standardisation.means is 1; it must be an array of numbers.'],
  [
    { means: [], deviations: [] },
    [[1]],
    'X is an array of 1; it must be { values: Float32Array, count, size }',
  ],
])('%j does not transform %j', (standardisation, samples, message) => {
  expect(() => transform(standardisation as never, samples as never)).toThrow(message)
  expect(() => inverseTransform(standardisation as never, samples as never)).toThrow(message)
})
