import { expect, test } from 'vitest'
import {
  checkArray,
  checkBoolean,
  checkFunction,
  checkObject,
  checkOneOf,
  checkNotNegative,
  checkPositive,
  checkShare,
  checkString,
  checkWholeNumber,
} from './arguments.ts'
import { ArgumentError } from './errors.ts'

test.each([
  [0, {}],
  [Number.MAX_SAFE_INTEGER, {}],
  [3, { least: 3, most: 3 }],
])('%d is a whole number within %j', (value, limits) => {
  expect(() => checkWholeNumber('epochs', value, limits)).not.toThrow()
})

test.each([
  [-1, {}, 'epochs is -1; it must be a whole number, 0 or more.'],
  [1.5, { least: 1 }, 'epochs is 1.5; it must be a whole number, 1 or more.'],
  [Number.NaN, {}, 'epochs is NaN; it must be a whole number, 0 or more.'],
  ['3', {}, 'epochs is the string "3"; it must be a whole number, 0 or more.'],
  [3n, {}, 'epochs is the bigint 3n; it must be a whole number, 0 or more.'],
  [undefined, {}, 'epochs is undefined; it must be a whole number, 0 or more.'],
  [2 ** 53, {}, 'epochs is 9007199254740992; it must be a whole number, 0 or more.'],
  [2, { least: 3, most: 4 }, 'epochs is 2; it must be a whole number from 3 to 4.'],
  [5, { least: 3, most: 4 }, 'epochs is 5; it must be a whole number from 3 to 4.'],
])('%s is no whole number within %j', (value, limits, message) => {
  expect(() => checkWholeNumber('epochs', value, limits)).toThrow(new ArgumentError(message))
})

test('a positive number is above 0 and below ∞', () => {
  expect(() => checkPositive('rate', Number.MIN_VALUE)).not.toThrow()
  for (const value of [0, -1, Infinity, Number.NaN, '0.1', null]) {
    expect(() => checkPositive('rate', value)).toThrow(ArgumentError)
  }
  expect(() => checkPositive('rate', '0.1')).toThrow('rate is the string "0.1"; it must be a number above 0.')
})

test('a share is from 0 up to, and not, 1', () => {
  for (const value of [0, 0.5, 1 - 2 ** -53]) expect(() => checkShare('momentum', value)).not.toThrow()
  for (const value of [-Number.MIN_VALUE, 1, Number.NaN, '0', undefined]) {
    expect(() => checkShare('momentum', value)).toThrow(ArgumentError)
  }
  expect(() => checkShare('momentum', 1)).toThrow(
    'momentum is 1; it must be a number from 0 up to, and not, 1.',
  )
})

test('a number that is not negative may be 0, and not ∞', () => {
  for (const value of [0, -0, 1e308]) expect(() => checkNotNegative('decay', value)).not.toThrow()
  for (const value of [-1, Infinity, Number.NaN, '0', undefined]) {
    expect(() => checkNotNegative('decay', value)).toThrow(ArgumentError)
  }
  expect(() => checkNotNegative('decay', -1)).toThrow('decay is -1; it must be a number, 0 or more.')
})

test('a name is one of those listed', () => {
  expect(() => checkOneOf('kind', 'b', ['a', 'b'])).not.toThrow()
  expect(() => checkOneOf('kind', 'c', ['a', 'b'])).toThrow(
    new ArgumentError('kind is the string "c"; it must be one of: a, b.'),
  )
})

test('a text is a string', () => {
  expect(() => checkString('name', '', 'cpu-js')).not.toThrow()
  expect(() => checkString('name', 7, 'cpu-js')).toThrow(
    new ArgumentError('name is 7; it must be a string, such as "cpu-js".'),
  )
})

test('a switch is true or false', () => {
  expect(() => checkBoolean('bail', false)).not.toThrow()
  expect(() => checkBoolean('bail', 'no')).toThrow(
    new ArgumentError('bail is the string "no"; it must be true or false.'),
  )
})

test('a function is a function', () => {
  expect(() => checkFunction('fn', () => {})).not.toThrow()
  expect(() => checkFunction('fn', {})).toThrow(new ArgumentError('fn is an Object; it must be a function.'))
})

test('options are an object', () => {
  expect(() => checkObject('options', {}, '{ a: 1 }')).not.toThrow()
  for (const value of [undefined, null, 3, 'text', [], () => {}]) {
    expect(() => checkObject('options', value, '{ a: 1 }')).toThrow(ArgumentError)
  }
  expect(() => checkObject('options', [1, 2], '{ a: 1 }')).toThrow(
    'options is an array of 2; it must be an object, such as { a: 1 }.',
  )
})

test('an array is an array', () => {
  expect(() => checkArray('layers', [], 'sizes')).not.toThrow()
  expect(() => checkArray('layers', { length: 1 }, 'sizes')).toThrow(
    new ArgumentError('layers is an Object; it must be an array of sizes.'),
  )
})
