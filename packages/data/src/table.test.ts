import { ArgumentError, ShapeError } from '@bilayer/core'
import { expect, expectTypeOf, test } from 'vitest'
import { columnOf, createTable, isTable, type Table, withoutColumns } from './table.ts'

const flowers = createTable({ petal: [1.5, 2], sepal: Float32Array.of(3, 4), kind: ['rose', 'lily'] })

test('a table has its columns as they were given', () => {
  expect(flowers.count).toBe(2)
  expect(Object.keys(flowers.columns)).toEqual(['petal', 'sepal', 'kind'])
  expectTypeOf(flowers.columns.sepal).toEqualTypeOf<Float32Array<ArrayBuffer>>()
  expect(isTable(flowers)).toBe(true)
  expect([[], null, 'columns', { values: [], count: 0 }].some(isTable)).toBe(false)
})

test('columns are left out by name, in the types too', () => {
  const numbers = withoutColumns(flowers, 'kind')
  expect(numbers).toEqual({ columns: { petal: [1.5, 2], sepal: Float32Array.of(3, 4) }, count: 2 })
  expectTypeOf(numbers.columns).not.toHaveProperty('kind')
  expect(() => withoutColumns(flowers as Table, 'colour', 'kind')).toThrow(
    new ArgumentError('There is no column "colour"; there are petal, sepal, kind.'),
  )
})

test('a value may be missing', () => {
  const table = createTable({ petal: [1.5, null], sepal: Float64Array.of(Number.NaN, 4) })
  expect(table.columns.petal[1]).toBeNull()
})

test('a table keeps one column at least', () => {
  expect(() => withoutColumns(flowers, 'petal', 'sepal', 'kind')).toThrow(
    new ArgumentError('table has no columns; it needs one at least.'),
  )
})

test.each([
  [undefined, ArgumentError, /^columns is undefined/u],
  [{}, ArgumentError, 'columns has no columns; it needs one at least.'],
  [{ a: 5 }, ArgumentError, 'columns: the column a is 5; it must be an array or a typed array.'],
  [
    { a: [1], b: 'x' },
    ArgumentError,
    'columns: the column b is the string "x"; it must be an array or a typed array.',
  ],
  // oxlint-disable-next-line no-sparse-arrays -- that is the point
  [{ a: [1, , 2] }, ArgumentError, /^columns: the column a holds undefined in row 1; it must be a number/u],
  [{ a: new BigInt64Array(2) }, ArgumentError, /^columns: the column a holds the bigint 0n in row 0/u],
  [{ a: [1], b: [1, 2] }, ShapeError, 'columns: the column b has 2 values; every column must have 1.'],
])('%o are no columns', (columns, kind, message) => {
  const make = () => createTable(columns as never)
  expect(make).toThrow(kind)
  expect(make).toThrow(message)
})

test('a message lists a few of many columns', () => {
  const wide = createTable(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`c${i}`, [i]])))
  expect(() => columnOf('table', wide, 'c25')).toThrow(
    /^table has no column "c25"; it has c0, .*, c19 and 5 more\.$/u,
  )
})
