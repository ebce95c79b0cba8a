import { ArgumentError, ShapeError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { createTable, selectRows, splitRows } from './index.ts'

const sorted = (rows: Iterable<number>): number[] => [...rows].toSorted((a, b) => a - b)

test('each row is in one part, by the seed', () => {
  const { train, test: held } = splitRows(10, { testShare: 0.3, seed: 1 })
  expect(held).toHaveLength(3)
  expect(sorted([...train, ...held])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(splitRows(10, { testShare: 0.3, seed: 1 })).toEqual({ train, test: held })
  expect(splitRows(10, { testShare: 0.3, seed: 2 })).not.toEqual({ train, test: held })
})

test('strata have the same share in both parts, and each has a row to train on', () => {
  const strata = Array.from({ length: 101 }, (_, row) => (row === 100 ? 'rare' : row % 4 === 0 ? 'a' : 'b'))
  const { train, test: held } = splitRows(101, { testShare: 0.2, strata })
  expect(Array.from(held, (row) => strata[row]).filter((label) => label === 'a')).toHaveLength(5)
  expect(Array.from(held, (row) => strata[row]).filter((label) => label === 'b')).toHaveLength(15)
  expect(train).toContain(100)
})

test('a group is in one part', () => {
  const groups = Array.from({ length: 100 }, (_, row) => `patient ${row % 9}`)
  const { train, test: held } = splitRows(100, { testShare: 0.25, groups, seed: 3 })
  const known = new Set(Array.from(train, (row) => groups[row]))
  expect(held.length).toBeGreaterThan(15)
  expect(held.length).toBeLessThan(35)
  expect(Array.from(held, (row) => groups[row]).filter((group) => known.has(group))).toEqual([])
})

test('one group alone stays to train on', () => {
  expect(splitRows(4, { testShare: 0.5, groups: ['a', 'a', 'a', 'a'] }).test).toHaveLength(0)
})

test('a group may have any number of rows, and there may be any number of strata', () => {
  const count = 300_000
  const groups = Array.from({ length: count }, (_, row) => row % 2)
  expect(splitRows(count, { testShare: 0.5, groups }).test).toHaveLength(count / 2)
  const strata = Array.from({ length: count }, (_, row) => row >> 1)
  expect(splitRows(count, { testShare: 0.5, strata }).test).toHaveLength(count / 2)
})

test('wrong arguments are refused', () => {
  expect(() => splitRows(4, { testShare: 1 })).toThrow(ArgumentError)
  expect(() => splitRows(4, { testShare: 0.5, strata: [1, 2] })).toThrow(ShapeError)
  expect(() => splitRows(4, { testShare: 0.5, strata: [], groups: [] })).toThrow('cannot both be given')
})

test('selectRows picks rows of every column, and keeps its kind', () => {
  const pixels = createTable({ p1: Uint8Array.of(7, 8) })
  expect(selectRows(pixels, [1, 1]).columns.p1).toEqual(Uint8Array.of(8, 8))
  const table = createTable({ x: Float64Array.of(1, 2, 3), y: ['a', 'b', 'c'] })
  expect(selectRows(table, [2, 0, 2])).toEqual(
    createTable({ x: Float64Array.of(3, 1, 3), y: ['c', 'a', 'c'] }),
  )
  expect(() => selectRows(table, [3])).toThrow('indices[0] is 3')
})

test('strata and groups that are no lists are refused, those that count as false too', () => {
  for (const none of [null, false, 0, '']) {
    expect(() => splitRows(2, { testShare: 0.5, strata: none as never })).toThrow('strata is')
    expect(() => splitRows(2, { testShare: 0.5, groups: none as never })).toThrow('groups is')
  }
})

test('rows are not selected by what is no list, nor by one that lost its numbers', () => {
  const table = createTable({ width: [1, 2] })
  const lost = new Uint32Array(2)
  structuredClone(lost, { transfer: [lost.buffer] })
  for (const none of [null, 1, { length: 2 }, lost]) {
    expect(() => selectRows(table, none as never)).toThrow('indices is')
  }
})
