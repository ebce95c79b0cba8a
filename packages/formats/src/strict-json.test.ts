import { FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStrictJson } from './strict-json.ts'

/** Values of JSON whose numbers are whole: every one of them, printed in any way, must be taken. */
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    fc.nat(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 3 }),
  ),
})).value

test('JSON of texts and whole numbers is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(values, fc.nat(3), (value, indentation) => {
      const text = JSON.stringify(value, undefined, indentation)
      expect(parseStrictJson(text)).toEqual(value)
    }),
  )
})

test.each([
  ['{"a":1,"a":1}', 'The header has the key "a" twice in one object.'],
  [String.raw`{"a":1,"b":{"c":{}},"\u0061" : 2}`, 'The header has the key "a" twice in one object.'],
  ['{"b":[{"__proto__":1,"__proto__":2}]}', 'The header has the key "__proto__" twice in one object.'],
  ['{"a":1e0}', 'The header has the value 1e0;'],
  ['{"a":-0}', 'The header has the value -0;'],
  ['{"a":1.0}', 'The header has the value 1.0;'],
  ['{"a":[true]}', 'The header has the value true;'],
  [String.raw`{"a":"\ud800"}`, String.raw`The header has the text "\ud800", with half of a surrogate pair.`],
  [String.raw`{"\udc00":1}`, String.raw`The header has the text "\udc00", with half of a surrogate pair.`],
  ['{"a":1,}', 'The header is not JSON.'],
  ['', 'The header is not JSON.'],
])('%s is refused', (text, message) => {
  expect(() => parseStrictJson(text)).toThrow(FormatError)
  expect(() => parseStrictJson(text)).toThrow(message)
})

test('a key is read by itself, whatever keys were read before', () => {
  const read = (text: string) => Object.keys(parseStrictJson(text) as object)
  expect(read(String.raw`{"a":1,"\\":2}`)).toEqual(['a', '\\'])
  expect(read(String.raw`{"a":1,"\"":2}`)).toEqual(['a', '"'])
})

test('one key in two objects, and texts that look like keys, are no key twice', () => {
  for (const text of [
    '{"a":{"a":1},"b":{"a":1}}',
    '{"a":"a","b":["a","a"]}',
    String.raw`{"a":"\",\"a\":1"}`,
  ]) {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text))
  }
})

test.each([
  ['[', 2 ** 20],
  ['{"":', 2 ** 18],
  ['"', 2 ** 20],
  [String.raw`"\\`, 2 ** 19],
])('%s, 2²⁰ bytes of it, is refused as any other text', (part, count) => {
  expect(() => parseStrictJson(part.repeat(count))).toThrow(new FormatError('The header is not JSON.'))
})

test('what is nested is read to the depth of 127, and no deeper', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}[]${'}'.repeat(depth - 1)}`
  expect(parseStrictJson(nested(127))).toEqual(JSON.parse(nested(127)))
  for (const depth of [128, 2 ** 17]) {
    expect(() => parseStrictJson(nested(depth))).toThrow(
      new FormatError('The header is nested deeper than 127.'),
    )
  }
})
