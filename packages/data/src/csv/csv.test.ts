import { ArgumentError, FormatError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { readCsv, streamCsv } from './csv.ts'
import type { CsvStreamOptions } from './options.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length))
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.codePointAt(i) ?? 0, isLittle)
  return new Uint8Array(view.buffer)
}

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const part of parts) list.push(part)
  return list
}

test('columns have the type of their values', async () => {
  const table = await readCsv('width,kind,wild\n1.5,rose,true\n-2e1,lily,FALSE\n')
  expect(table).toEqual({
    columns: { width: Float64Array.of(1.5, -20), kind: ['rose', 'lily'], wild: [true, false] },
    count: 2,
  })
})

test('what is missing is NaN in numbers, and null in text and booleans', async () => {
  const { columns } = await readCsv('a,b,c,d\n1,x,true,\nNA,?, NaN ,\n')
  expect(columns).toEqual({
    a: Float64Array.of(1, Number.NaN),
    b: ['x', null],
    c: [true, null],
    d: Float64Array.of(Number.NaN, Number.NaN),
  })
})

test('what stands for a missing value can be told', async () => {
  const { columns } = await readCsv('a,b\n1,NA\n-,x\n', { missing: ['-'] })
  expect(columns).toEqual({ a: Float64Array.of(1, Number.NaN), b: ['NA', 'x'] })
})

test.each([
  ['a comma', 'a,b\n1,x\n', 'a,b'],
  ['a semicolon', 'a;b\n1;x\n', 'a,b'],
  ['a tab', 'a\tb\n1\tx, y\n', 'a,b'],
  ['a bar', 'a|b\n1|x\n', 'a,b'],
  ['nothing', 'a\n1\n', 'a'],
  ['a comma beside quoted semicolons', 'a,b\n1,"x;y"\n2,"z;w"\n', 'a,b'],
  ['a semicolon beside commas of numbers', 'a;b\n1,5;2,5\n1,2;0,5\n', 'a,b'],
])('%s is recognised as the separator', async (_, text, names) => {
  expect(Object.keys((await readCsv(text)).columns).join(',')).toBe(names)
})

test('numbers with decimal commas are read where semicolons separate them, or where it is told', async () => {
  const numbers = { a: Float64Array.of(1.5, -2), b: Float64Array.of(0.25, 3) }
  expect((await readCsv('a;b\n1,5;,25\n-2;3\n')).columns).toEqual(numbers)
  expect((await readCsv('a\tb\n1,5\t0,25\n-2\t3\n', { decimal: ',' })).columns).toEqual(numbers)
})

test('quotes hold separators, line breaks and quotes; a byte order mark and any line ends are taken', async () => {
  const text = '\u{FEFF}a,b\r\n"x, ""y""\r\nz",1\r\n\r\nw,2\r'
  for (const source of [text, bytes(text)]) {
    expect(await readCsv(source)).toEqual({
      columns: { a: ['x, "y"\r\nz', 'w'], b: Float64Array.of(1, 2) },
      count: 2,
    })
  }
  expect((await readCsv('a\r1\r2\r')).columns).toEqual({ a: Float64Array.of(1, 2) })
})

test('without a header columns are numbered', async () => {
  expect((await readCsv('1,x\n2,y', { header: false })).columns).toEqual({
    column1: Float64Array.of(1, 2),
    column2: ['x', 'y'],
  })
})

test('a type that is given counts', async () => {
  const { columns } = await readCsv('code,size\n0123,x\n4,7\n', { types: { code: 'text', size: 'text' } })
  expect(columns).toEqual({ code: ['0123', '4'], size: ['x', '7'] })
})

test('other encodings are read', async () => {
  const [little, big] = [true, false].map((isLittle) => utf16('\u{FEFF}a\né\n', isLittle))
  for (const file of [little, big]) expect((await readCsv(file)).columns).toEqual({ a: ['é'] })
  expect((await readCsv(utf16('a\né\n', true), { encoding: 'utf-16le' })).columns).toEqual({ a: ['é'] })
  expect((await readCsv(Uint8Array.of(97, 10, 0xe9, 10), { encoding: 'latin1' })).columns).toEqual({
    a: ['é'],
  })
})

test('a column by the name of __proto__ is like any other', async () => {
  const { columns } = await readCsv('__proto__,a\n1,2\n')
  expect(Object.keys(columns)).toEqual(['__proto__', 'a'])
  expect(Object.getPrototypeOf(columns)).toBe(Object.prototype)
})

test('parts have as many rows as asked for, and types that all the first rows tell', async () => {
  const parts = await all(streamCsv('a,b\n1,?\n2,x\n3,\n', { rows: 2 }))
  expect(parts).toEqual([
    { columns: { a: Float64Array.of(1, 2), b: [null, 'x'] }, count: 2 },
    { columns: { a: Float64Array.of(3), b: [null] }, count: 1 },
  ])
})

test('more rows than tell the types are read', async () => {
  const lines = Array.from({ length: 25_000 }, (_, i) => `${i},k${i % 3},${i % 2 === 0}`)
  const { columns, count } = await readCsv(`n,k,b\n${lines.join('\n')}`)
  expect(count).toBe(25_000)
  expect((columns['n'] as Float64Array)[24_999]).toBe(24_999)
  expect([columns['k'][24_998], columns['b'][24_998]]).toEqual(['k2', true])
})

test('a first column without a name, as of numbered rows, is called column1', async () => {
  expect(Object.keys((await readCsv(',a\n0,5\n')).columns)).toEqual(['column1', 'a'])
})

test('text in a column of numbers is told far below too', async () => {
  const lines = Array.from({ length: 12_000 }, (_, i) => String(i))
  lines[11_000] = 'many'
  await expect(readCsv(`n\n${lines.join('\n')}`)).rejects.toThrow(/^Line 11002, column n: the string "many"/u)
})

test.each([
  ['', {}, 'The file is empty.'],
  ['\n\n', {}, 'The file is empty.'],
  ['a,b\n', {}, 'The file has a header, and no rows below it.'],
  ['a,b\n1,2\n3\n', {}, 'Line 3 has 1 value, and the header 2; the values seem to be separated by ",".'],
  ['1,2\n3\n', { header: false }, /^Line 2 has 1 value, and the first row 2;/u],
  ['a\n1\n"2\n3', {}, 'A quote that begins on line 3 is never closed.'],
  ['a,b\n"x\ny",1\n5" wide",2\n', {}, /^Line 4 has a quote in the midst of value 1;/u],
  ['a,b\n1,"x"y\n', {}, /^Line 2 has a quote in the midst of value 2;/u],
  ['a,b,a\n1,2,3', {}, 'Line 1 names columns 1 and 3 alike: the string "a"; each needs a name of its own.'],
  ['a,,b\n1,2,3', {}, 'Line 1 has no name for column 2; header: false reads it as a row.'],
  [
    'a\n1\n2\nx\n',
    {},
    'Line 4, column a: the string "x" is no number, and the column is one of numbers; types: { "a": \'text\' } takes it as text.',
  ],
  ['a,b\n1,x\n2,y\n"1,5",z\n', {}, /^Line 4, column a: .*; decimal: ',' reads it, and types:/u],
  ['a\nx\n', { types: { a: 'boolean' } }, /^Line 2, column a: the string "x" is no boolean/u],
  ['a\n1\0\n', {}, /^Line 2 holds a NUL: this is no text/u],
  [`a\n${'1'.repeat(2 ** 24)}1`, {}, 'Line 2 is longer than 16777216 characters; is this a CSV file?'],
  [`a\n"${'1'.repeat(2 ** 24)}1`, {}, 'A quote that begins on line 2 is never closed.'],
  [','.repeat(65_536), {}, 'Line 1 has 65537 values; a table has at most 65536 columns.'],
  [Uint8Array.of(0x1f, 0x8b, 8, 0, 0), {}, 'This looks like a gzip file, not like text.'],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xd), {}, 'This looks like a PNG picture, not like text.'],
  [
    Uint8Array.of(97, 10, 98, 10, 0xe9, 10),
    {},
    "The text is not utf-8, near line 3; encoding: 'latin1' reads older Western European files.",
  ],
  [Uint8Array.of(97, 10, 98, 10, 0xc3), {}, /^The text is not utf-8, near line 3/u],
] satisfies readonly (readonly [string | Uint8Array, CsvStreamOptions, string | RegExp])[])(
  '%#: what is no such file is refused with its line',
  async (source, options, message) => {
    const reading = readCsv(source, options)
    await expect(reading).rejects.toThrow(FormatError)
    await expect(reading).rejects.toThrow(message)
  },
)

test.each([
  [5, {}, 'source is 5; it must be a string, a Uint8Array, or a stream of them.'],
  ['a', { separator: ', ' }, /^separator is the string ", "; it must be one character/u],
  ['a', { separator: '"' }, /^separator is/u],
  ['a', { header: 1 }, /^header is 1/u],
  [
    'a',
    { types: { a: 'date' } },
    /^types\.a is the string "date"; it must be one of: number, text, boolean/u,
  ],
  ['a', { missing: 'NA' }, /^missing is the string "NA"/u],
  ['a', { missing: [1] }, /^missing\[0\] is 1/u],
  ['a', { encoding: 'utf-7' }, /^encoding is the string "utf-7"/u],
  ['a', { decimal: ';' }, /^decimal is the string ";"/u],
  ['a', { rows: 0 }, /^rows is 0/u],
  ['a', 5, /^options is 5/u],
])('%#: wrong arguments are refused at once', (source, options, message) => {
  const read = () => streamCsv(source as string, options as CsvStreamOptions)
  expect(read).toThrow(ArgumentError)
  expect(read).toThrow(message)
})

test('a type for a column that is not there, and a part that is no text, are refused', async () => {
  await expect(readCsv('a,b\n1,2', { types: { c: 'text' } })).rejects.toThrow(
    new ArgumentError('types names the string "c", which is no column; there are a, b.'),
  )
  async function* numbers() {
    yield await Promise.resolve(5)
  }
  await expect(readCsv(numbers() as never)).rejects.toThrow(
    new ArgumentError('source gives 5; each of its parts must be a string or a Uint8Array.'),
  )
})

test('a stream that is not read to its end is let go', async () => {
  let isClosed = false
  async function* stream() {
    try {
      yield await Promise.resolve('a\n')
      for (;;) yield '1\n'.repeat(20_000)
    } finally {
      isClosed = true
    }
  }
  for await (const part of streamCsv(stream())) {
    expect(part.count).toBe(10_000)
    break
  }
  expect(isClosed).toBe(true)
})
