import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Table } from '../table.ts'
import { readCsv, streamCsv } from './csv.ts'

/** What reading gives: a table, or the error's words. */
const outcomeOf = (reading: Promise<Table>): Promise<Table | string> =>
  reading.catch((error: unknown) => {
    if (error instanceof FormatError || error instanceof ArgumentError) return error.message
    throw error
  })

/** The bytes cut at these places. */
async function* cutAt(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  let from = 0
  for (const to of places) {
    yield await Promise.resolve(bytes.subarray(from, to))
    from = to
  }
}

/** Text of the characters that mean something in a CSV file. */
const csvLike = fc
  .array(
    fc.constantFrom(
      'a',
      'é',
      '😀',
      '1',
      ',',
      ';',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      'true',
      '\t',
      ' ',
      '\u{FEFF}',
    ),
    {
      maxLength: 60,
    },
  )
  .map((tokens) => tokens.join(''))

test('the bytes of a file give the same in whatever pieces they come', async () => {
  const places = fc.array(fc.nat(), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(csvLike, places, fc.boolean(), async (text, cuts, header) => {
      const bytes = new TextEncoder().encode(text)
      const whole = await outcomeOf(readCsv(text, { header }))
      expect(await outcomeOf(readCsv(bytes, { header }))).toEqual(whole)
      expect(await outcomeOf(readCsv(cutAt(bytes, cuts), { header }))).toEqual(whole)
    }),
    { numRuns: 2_000 },
  )
})

test('parts of a table are the table', async () => {
  const rows = fc.array(fc.tuple(fc.integer(), fc.constantFrom('x', 'y z', '')), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (list, size) => {
      const text = `n,k\n${list.map((row) => row.join(',')).join('\n')}`
      const { columns } = await readCsv(text)
      const found: unknown[][] = [[], []]
      for await (const part of streamCsv(text, { rows: size })) {
        expect(part.count).toBeLessThanOrEqual(size)
        found[0].push(...Array.from(part.columns['n']))
        found[1].push(...Array.from(part.columns['k']))
      }
      expect(found).toEqual([Array.from(columns['n']), Array.from(columns['k'])])
    }),
  )
})

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'é', '😀') })

test('a table that is written with quotes is read as it was', async () => {
  const column = fc.record({
    name: text.map((name) => `n${name}n`),
    values: fc.array(
      text.map((value) => `t${value}`),
      { minLength: 7, maxLength: 7 },
    ),
  })
  const table = fc.uniqueArray(column, { minLength: 1, maxLength: 5, selector: ({ name }) => name })
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (columns, separator) => {
      const lines = [
        columns.map(({ name }) => quoted(name)),
        ...Array.from({ length: 7 }, (_, i) => columns.map(({ values }) => quoted(values[i]))),
      ]
      const file = lines.map((line) => line.join(separator)).join('\n')
      const read = await readCsv(file)
      expect(read.columns).toEqual(Object.fromEntries(columns.map(({ name, values }) => [name, values])))
    }),
    { numRuns: 500 },
  )
})

test('numbers are read as JavaScript writes them', async () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(numbers, async (list) => {
      const { columns } = await readCsv(`x\n${list.map(String).join('\n')}`)
      expect(Array.from(columns['x'])).toEqual(list.map((number) => (number === 0 ? 0 : number)))
    }),
  )
})

test('any bytes are a table or are refused', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    csvLike.map((each) => new TextEncoder().encode(each)),
  )
  const encoding = fc.constantFrom('utf-8', 'utf-16le', 'latin1' as const)
  await fc.assert(
    fc.asyncProperty(bytes, encoding, async (file, name) => {
      const outcome = await outcomeOf(readCsv(file, { encoding: name as 'utf-8' }))
      if (typeof outcome === 'string') return
      const lengths = Object.values(outcome.columns).map(({ length }) => length)
      expect(new Set(lengths)).toEqual(new Set([outcome.count]))
    }),
    { numRuns: 2_000 },
  )
})
