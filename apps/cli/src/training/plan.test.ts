import { createTable, type Category } from 'bilayer'
import { expect, test } from 'vitest'
import { UsageError } from '../exit-codes.ts'
import { partOf } from './part.ts'
import { planOf, type PlanOptions } from './plan.ts'

const options: PlanOptions = {
  target: 'kind',
  ignore: [],
  categories: [],
  missing: 'impute',
  scaling: 'standard',
  testShare: 0.2,
  validationShare: 0.1,
  seed: 1,
}

const rowsOf = <Value>(count: number, value: (row: number) => Value): Value[] =>
  Array.from({ length: count }, (_, row) => value(row))

/** Three in four are of the kind a, the others of b. */
const tableOf = (count: number) =>
  createTable({
    name: rowsOf(count, (row) => `row ${row}`),
    width: rowsOf(count, (row) => Math.sin(row)),
    year: rowsOf(count, (row) => 2007 + (row % 3)),
    holes: rowsOf(count, (row) => (row % 10 === 0 ? null : row)),
    texts: rowsOf(count, (row) => (row === 3 ? null : row % 2 === 0 ? 'even' : 'odd')),
    same: rowsOf(count, () => 'x'),
    empty: rowsOf(count, () => null),
    kind: rowsOf(count, (row) => (row % 4 === 0 ? 'b' : 'a')),
  })

const shareOf = (actual: readonly Category[], label: string) =>
  actual.filter((one) => one === label).length / actual.length

test('columns that tell nothing are left out, and those that are to be', () => {
  const { leftOut, encoding } = planOf(tableOf(40), { ...options, ignore: ['width'] })
  expect(leftOut).toEqual([
    { name: 'width', why: 'it is to be ignored' },
    { name: 'name', why: 'it names the rows: 40 different texts' },
    { name: 'same', why: 'it holds one value alone' },
    { name: 'empty', why: 'it holds nothing' },
  ])
  expect(encoding.map(({ name }) => name)).toEqual(['year', 'holes', 'texts'])
})

test('what is missing is counted, in the columns that are used', () => {
  expect(planOf(tableOf(40), options).imputed).toEqual([
    { name: 'holes', count: 4 },
    { name: 'texts', count: 1 },
  ])
  expect(() => planOf(tableOf(40), { ...options, missing: 'refuse' })).toThrow('has no value in row')
})

test('numbers are categories where that is said', () => {
  const kindOf = (plan: ReturnType<typeof planOf>) => plan.encoding.find(({ name }) => name === 'year')
  expect(kindOf(planOf(tableOf(40), options))?.kind).toBe('number')
  expect(kindOf(planOf(tableOf(40), { ...options, categories: ['year'] }))).toMatchObject({
    kind: 'category',
    categories: [2007, 2008, 2009],
  })
})

test('every part has the same share of each class', () => {
  const { train, validation, test: held } = planOf(tableOf(400), options)
  expect([train, validation, held].map((part) => part?.actual.length)).toEqual([288, 32, 80])
  for (const part of [train, validation, held]) expect(shareOf(part?.actual ?? [], 'b')).toBeCloseTo(0.25, 2)
})

test('few rows are not judged by, and none are kept where none are to be', () => {
  const { train, validation, test: held } = planOf(tableOf(40), { ...options, testShare: 0 })
  expect(train.actual).toHaveLength(40)
  expect(validation).toBeUndefined()
  expect(held).toBeUndefined()
})

test('the same options give the same plan, and another seed another one', () => {
  expect(planOf(tableOf(400), options)).toEqual(planOf(tableOf(400), options))
  expect(planOf(tableOf(400), { ...options, seed: 2 }).train.X).not.toEqual(
    planOf(tableOf(400), options).train.X,
  )
})

test('the encoding is learnt of the rows to train on alone', () => {
  const { encoding, train } = planOf(tableOf(400), options)
  const place = encoding.findIndex(({ name }) => name === 'width')
  const { values, size, count } = train.X
  const sum = rowsOf(count, (row) => values[row * size + place]).reduce((a, b) => a + b)
  expect(sum / count).toBeCloseTo(0, 5)
})

test('rows without a value of the target are not used', () => {
  const table = createTable({
    width: rowsOf(10, (row) => row),
    kind: rowsOf(10, (row) => (row < 2 ? null : row / 3)),
  })
  const { rowsLeftOut, target, train, test: held } = planOf(table, options)
  expect(rowsLeftOut).toBe(2)
  expect(target.kind).toBe('quantity')
  expect(train.X.count + (held?.X.count ?? 0)).toBe(8)
  expect(partOf(table, planOf(table, options).encoding, target).actual).toHaveLength(8)
})

test('a column that is not there, and too few rows, are mistakes of use', () => {
  expect(() => planOf(tableOf(40), { ...options, target: 'kid' })).toThrow(UsageError)
  expect(() => planOf(tableOf(40), { ...options, target: 'kid' })).toThrow('Did you mean kind?')
  expect(() => planOf(tableOf(3), options)).toThrow('There are 3 rows with a value of kind')
})

const visits = createTable({
  patient: rowsOf(600, (row) => `p${row % 60}`),
  pressure: rowsOf(600, (row) => Math.sin(row)),
  /** Tells in which part a row came: the network has it as it is. */
  patientNumber: rowsOf(600, (row) => row % 60),
  kind: rowsOf(600, (row) => (row % 7 === 0 ? 'b' : 'a')),
})

test('a group is in one part alone, and its column is not learnt from', () => {
  const {
    train,
    validation,
    test: held,
    leftOut,
    encoding,
  } = planOf(visits, { ...options, groups: 'patient', scaling: 'none' })
  expect(leftOut).toEqual([{ name: 'patient', why: 'it names the groups' }])
  expect(encoding.map(({ name }) => name)).toEqual(['pressure', 'patientNumber'])
  const groups = [train, validation, held].map(
    (part) => new Set(part?.X.values.filter((_, i) => i % 2 === 1)),
  )
  expect(groups.map(({ size }) => size)).toEqual([43, 5, 12])
  expect(new Set(groups.flatMap((those) => [...those])).size).toBe(60)
})

test('groups that are none are mistakes of use', () => {
  const plan = (groups: string) => () => planOf(tableOf(40), { ...options, groups })
  expect(plan('texts')).toThrow(
    'texts names the groups, and 1 of 40 rows have no value of it; every row needs one.',
  )
  expect(plan('same')).toThrow(
    'same names the groups, and all rows are of the group x; there must be two at least.',
  )
  expect(plan('kind')).toThrow('kind is the column to predict; --groups needs another.')
  expect(plan('kinds')).toThrow('Did you mean kind?')
})

test('the column to predict is nothing else', () => {
  expect(() => planOf(tableOf(40), { ...options, ignore: ['kind'] })).toThrow('--ignore needs another')
  expect(() => planOf(tableOf(40), { ...options, categories: ['kind'] })).toThrow('--task classification')
})
