import { expect, test } from 'vitest'
import { describeError, describeValue } from './describe.ts'

test.each<[string, unknown]>([
  ['an array of 2', [1, 2]],
  ['a Float32Array', new Float32Array(2)],
  ['an Object', {}],
  ['a bare object', Object.create(null)],
  ['a bare object', { constructor: { name: Symbol('x') } }],
  ['a bare object', { constructor: null }],
  ['the string "x"', 'x'],
  [`the string "${'x'.repeat(100)}"…`, 'x'.repeat(101)],
  ['the bigint 3n', 3n],
  ['a function', () => 1],
  ['Symbol(x)', Symbol('x')],
  ['NaN', Number.NaN],
  ['undefined', undefined],
])('a value is put into words: %s', (words, value) => {
  expect(describeValue(value)).toBe(words)
})

test('what throws when it is looked at is put into words too', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const throwing = new Proxy(
    {},
    {
      get: () => {
        throw new TypeError('no')
      },
    },
  )
  for (const value of [proxy, throwing]) expect(describeValue(value)).toBe('an object that cannot be read')
})

test.each<[string, unknown]>([
  ['no device', new Error('no device')],
  ['lost', new DOMException('lost')],
  ['no device', 'no device'],
  ['a TypeError was thrown', new TypeError('')],
  ['the string "" was thrown', ''],
  ['undefined was thrown', undefined],
  ['an Object was thrown', { message: 3 }],
  ['a bare object was thrown', Object.create(null)],
])('what was thrown is put into words: %s', (words, error) => {
  expect(describeError(error)).toBe(words)
})
