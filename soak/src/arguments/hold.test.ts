import { ArgumentError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { type Entry, parameter, replaced } from './entry.ts'
import { holdParameter, isNamed } from './hold.ts'
import { whole } from './legal.ts'

const effort = { values: 20, seed: 1 }

/** An entry of one argument, `count`, a whole number. */
const entryOf = (fn: (count: unknown) => unknown): Entry => ({
  name: 'f',
  call: () => ({ fn, args: [1] }),
  parameters: [parameter([0], whole(0), 'count')],
})

const faultsOf = async (fn: (count: unknown) => unknown) => {
  const entry = entryOf(fn)
  return (await holdParameter(entry, entry.parameters[0], effort)).faults
}

const refuse = (count: unknown, name = 'count'): number => {
  if (Number.isSafeInteger(count) && (count as number) >= 0) return 1
  throw new ArgumentError(`${name} must be a whole number.`)
}

test('a function that refuses all that is wrong, by name, has no faults', async () => {
  expect(await faultsOf(refuse)).toEqual([])
  expect(await faultsOf(async (count) => refuse(count))).toEqual([])
})

test('a function that takes anything has a fault for each kind that is wrong', async () => {
  const faults = await faultsOf(() => 1)
  expect(faults).toContain('NaN was taken')
  expect(faults).toContain('a string of a number was taken')
  expect(faults).not.toContain('0 was taken')
})

test('a bare TypeError is a fault', async () => {
  const faults = await faultsOf((count) => (count as { length: number }).length)
  expect(faults).toContain("null gave TypeError: Cannot read properties of null (reading 'length')")
})

test('an error that names something else is a fault, and so is one for what is legal', async () => {
  expect(await faultsOf((count) => refuse(count, 'amount'))).toContain(
    'NaN is not named: amount must be a whole number.',
  )
  expect(
    await faultsOf(() => {
      throw new ArgumentError('count is never right.')
    }),
  ).toEqual(['0 is legal, and gave count is never right.'])
})

test('what an argument throws itself is nobody’s fault', async () => {
  const faults = await faultsOf((count) => refuse(typeof count === 'object' ? Number(count) : count))
  expect(faults.filter((fault) => fault.startsWith('an object that cannot be converted'))).toEqual([])
})

test.each([
  ['epochs', 'epochs is 0', true],
  ['epochs', 'fit: the epochs must be', true],
  ['epochs', 'epochsize is 0', false],
  ['a', 'matmul: a is 2 × 2', true],
  ['a', 'it must be a whole number', false],
  ['X', 'X has 3 samples', true],
  ['X', 'Xavier is a name', false],
])('%s in "%s" is named: %s', (name, message, named) => {
  expect(isNamed(name, message)).toBe(named)
})

test('a value is put in its place without changing anything else', () => {
  const args = [1, { a: [1, { b: 2 }], c: 3 }] as const
  expect(replaced(args, [1, 'a', 1, 'b'], 7)).toEqual([1, { a: [1, { b: 7 }], c: 3 }])
  expect(replaced(args, [0], null)).toEqual([null, { a: [1, { b: 2 }], c: 3 }])
  expect(args).toEqual([1, { a: [1, { b: 2 }], c: 3 }])
})
