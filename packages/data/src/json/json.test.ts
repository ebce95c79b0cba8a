import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './json.ts'
import { readJsonLines, streamJsonLines } from './json-lines.ts'

const columns = {
  width: Float64Array.of(1.5, Number.NaN, 2),
  kind: ['rose', null, '7'],
  wild: [true, false, null],
}

test('an array of objects is a table, in which what is not there is missing', async () => {
  const text = '[{"width":1.5,"kind":"rose","wild":true},{"wild":false,"kind":null},{"width":2,"kind":"7"}]'
  expect(await readJson(text)).toEqual({ columns, count: 3 })
  expect(await readJson(new TextEncoder().encode(text))).toEqual({ columns, count: 3 })
})

test('an object of arrays is a table', async () => {
  const text = '{"width":[1.5,null,2],"kind":["rose",null,"7"],"wild":[true,false,null]}'
  expect(await readJson(text)).toEqual({ columns, count: 3 })
})

test('JSON lines are a table, whole and in parts', async () => {
  const text = '{"width":1.5,"kind":"rose","wild":true}\r\n\n{"wild":false}\n{"width":2,"kind":"7"}'
  expect(await readJsonLines(text)).toEqual({ columns, count: 3 })
  const counts: number[] = []
  for await (const part of streamJsonLines(text, { rows: 2 })) counts.push(part.count)
  expect(counts).toEqual([2, 1])
})

test('a string is text whatever it says, and a type that is given counts', async () => {
  const text = '[{"code":"01","size":7,"note":"-"},{"code":"2","size":8,"note":"x"}]'
  expect((await readJson(text, { types: { size: 'text' }, missing: ['-'] })).columns).toEqual({
    code: ['01', '2'],
    size: ['7', '8'],
    note: [null, 'x'],
  })
})

test('what looks like a key within a text is none', async () => {
  const text = '[{"a":"x\\":","b":"{\\"a\\": 1}, \\"a\\" :"}]'
  expect((await readJson(text)).columns).toEqual({ a: ['x":'], b: ['{"a": 1}, "a" :'] })
})

test('a column by the name of __proto__ is like any other', async () => {
  for (const { columns: read } of [
    await readJson('[{"__proto__":1}]'),
    await readJson('{"__proto__":[1]}'),
    await readJsonLines('{"__proto__":1}'),
  ]) {
    expect(Object.keys(read)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  }
})

test.each([
  ['', /^The file is not JSON: /u],
  ['5', 'The file holds 5; it must hold an array of objects, or an object of arrays.'],
  ['[]', 'The file has no rows.'],
  ['{"a":[]}', 'The file has no rows.'],
  ['[{}]', 'The file has no columns: its records are empty.'],
  ['[{"":1}]', 'The file has a column without a name.'],
  ['[{"a":1},5]', /^Record 1, counted from 0, is 5; it must be an object/u],
  [
    '[{"a":1},{"a":[1]}]',
    /^Record 1, counted from 0, column a is an array of 1; it must be a finite number/u,
  ],
  ['[{"a":1e999}]', /^Record 0, counted from 0, column a is Infinity;/u],
  ['{"a":[1],"b":2}', 'The column b is 2; it must be an array.'],
  ['[{"a":{"b":1},"b":2}]', /^Record 0, counted from 0, column a is an Object;/u],
  ['[{"a":{"b":1,"b":2}}]', 'Line 1 has the key "b" a second time in one object.'],
  ['{"a":[1],"b":[1,2]}', 'The column b has 2 values, and a 1; all must be as long.'],
  ['{"a":[1,{}]}', /^Row 1, counted from 0, column a is an Object;/u],
  ['[{"a":1},\n{"a" 2}]', /^The file is not JSON: /u],
  ['[{"a":1},\n{"a":2,"b":3,"a" :4}]', 'Line 2 has the key "a" a second time in one object.'],
  ['{"a":[1],"b:":[1],"a":[2]}', 'Line 1 has the key "a" a second time in one object.'],
  ['[{"a\\"":1,"\\u0061\\"":2}]', 'Line 1 has the key "a\\"" a second time in one object.'],
  ['[{"__proto__":1,"__proto__":2}]', 'Line 1 has the key "__proto__" a second time in one object.'],
  ['[{"a":1},{"a":2},{"a":"x"}]', /^Record 2, counted from 0, column a: the string "x" is no number/u],
])('%s is refused', async (text, message) => {
  await expect(readJson(text)).rejects.toThrow(FormatError)
  await expect(readJson(text)).rejects.toThrow(message)
})

test.each([
  ['', 'The file has no rows.'],
  ['{"a":1}\n{"a":', /^Line 2 is not JSON: /u],
  ['{"a":1}\n{"a":1} x', /^Line 2 is not JSON: (?!.*line 1)/u],
  ['{"a":1}\n{"a":2,"a":2}', 'Line 2 has the key "a" a second time in one object.'],
  ['{"a":1}\n\n[1]', /^Line 3 is an array of 1; it must be an object/u],
  ['{"a":1}\n{"a":{"b":1}}', /^Line 2, column a is an Object; it must be a finite number/u],
  ['{"a":1}\n{"a":2}\n{"a":"x"}', /^Line 3, column a: the string "x" is no number/u],
  [`${'{"a":1}\n'.repeat(10_000)}{"b":1}`, /^Line 10001 has the key "b", which none of the first 10000/u],
  [' '.repeat(2 ** 24 + 1), 'Line 1 is longer than 16777216 characters.'],
])('%#: lines that are none are refused', async (text, message) => {
  await expect(readJsonLines(text)).rejects.toThrow(FormatError)
  await expect(readJsonLines(text)).rejects.toThrow(message)
})

test('wrong arguments are refused', async () => {
  await expect(readJson(5 as never)).rejects.toThrow(
    new ArgumentError('source is 5; it must be a string or a Uint8Array.'),
  )
  expect(() => streamJsonLines('', { rows: 0 })).toThrow(ArgumentError)
  await expect(readJson('[{"a":1}]', { types: { b: 'text' } })).rejects.toThrow(
    new ArgumentError('types names the string "b", which is no column; there are a.'),
  )
})

test('any JSON is a table or is refused', async () => {
  const json = fc.oneof(
    fc.json(),
    fc.array(fc.dictionary(fc.string(), fc.jsonValue())).map((each) => JSON.stringify(each)),
  )
  await fc.assert(
    fc.asyncProperty(json, async (text) => {
      for (const read of [readJson, readJsonLines]) {
        const found = await read(text).catch((error: unknown) => error)
        expect(found instanceof FormatError || Object.hasOwn(found as object, 'columns')).toBe(true)
      }
    }),
    { numRuns: 1_000 },
  )
})
