import { readFile } from 'node:fs/promises'
import { ArgumentError, createRandom, FormatError } from '@bilayer/core'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { readParquet } from './parquet.ts'

const flowers = await readFile(new URL('../../reference/flowers.parquet', import.meta.url))

const written = (...columnData: ColumnSource[]) => new Uint8Array(parquetWriteBuffer({ columnData }))

test('a Parquet file is a table', async () => {
  expect(await readParquet(flowers)).toEqual({
    columns: {
      width: Float64Array.of(1.5, Number.NaN, 2),
      petals: Float64Array.of(5, 6, 8),
      seeds: Float64Array.of(1, 2, 2 ** 53 - 1),
      kind: ['rose', 'lily', null],
      wild: [true, false, true],
    },
    count: 3,
  })
})

test('a type that is given counts, and so do texts that stand for a missing value', async () => {
  const { columns } = await readParquet(flowers, { types: { petals: 'text' }, missing: ['lily'] })
  expect([columns['petals'], columns['kind']]).toEqual([
    ['5', '6', '8'],
    ['rose', null, null],
  ])
})

test.each([
  [
    'a whole number that is not exact',
    written({ name: 'a', data: [1n, 2n ** 53n], type: 'INT64' }),
    /^Row 1, counted from 0, column a is 9007199254740992, which no number of 53 bits tells/u,
  ],
  [
    'a date',
    written({ name: 'a', data: [new Date(0)], type: 'TIMESTAMP' }),
    /^Row 0, counted from 0, column a is a date; write dates as numbers first/u,
  ],
  [
    'an infinite number',
    written({ name: 'a', data: [1, Infinity], type: 'DOUBLE' }),
    /^Row 1, counted from 0, column a is Infinity/u,
  ],
  [
    'an object',
    written({ name: 'a', data: [{ b: 1 }], type: 'JSON' }),
    /^Row 0, counted from 0, column a is an Object/u,
  ],
  ['no rows', written({ name: 'a', data: [], type: 'DOUBLE' }), 'The file has no rows.'],
  ['text', new TextEncoder().encode('a,b\n1,2\n'), /^This is no Parquet file that can be read: /u],
  ['half a file', flowers.subarray(0, flowers.length / 2), /^This is no Parquet file that can be read: /u],
  ['nothing', new Uint8Array(), /^This is no Parquet file that can be read: /u],
])('%s is refused', async (_, bytes, message) => {
  await expect(readParquet(bytes)).rejects.toThrow(FormatError)
  await expect(readParquet(bytes)).rejects.toThrow(message)
})

test('what are no bytes is refused', async () => {
  await expect(readParquet('x' as never)).rejects.toThrow(
    new ArgumentError('bytes is the string "x"; it must be a Uint8Array.'),
  )
})

test('no part of a file is a table', async () => {
  const parts = Array.from({ length: flowers.length }, (_, length) => flowers.subarray(0, length))
  for (const part of parts) await expect(readParquet(part)).rejects.toThrow(FormatError)
})

test.each([
  [54, 0],
  [18, 255],
])('a page of a wrong size is refused, and not read without an end: byte %i', async (place, byte) => {
  const bytes = Uint8Array.from(flowers)
  bytes[place] = byte
  await expect(readParquet(bytes)).rejects.toThrow(FormatError)
})

/** A file as it is written without compression: a changed byte is then one of a level, a run or a value. */
const plain = (...columnData: ColumnSource[]) =>
  new Uint8Array(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' }))

const kinds = Array.from({ length: 60 }, (_, i) => ['rose', 'lily', null, 'iris'][i % 4])
const runs = plain(
  { name: 'kind', data: kinds, type: 'STRING', nullable: true },
  { name: 'wild', data: kinds.map((kind) => kind === 'rose'), type: 'BOOLEAN', encoding: 'RLE' },
)

test('runs of levels, of places in a dictionary and of booleans are read', async () => {
  expect((await readParquet(runs)).columns).toEqual({
    kind: kinds,
    wild: kinds.map((kind) => kind === 'rose'),
  })
})

test('a run that says it is longer than its page is refused, and not written out', async () => {
  // One value of one bit, 2²⁷ − 1 times.
  const endless = [0xfe, 0xff, 0xff, 0x7f, 1]
  let refused = 0
  for (let place = 0; place < runs.length - endless.length; place++) {
    const bytes = Uint8Array.from(runs)
    bytes.set(endless, place)
    const found = await readParquet(bytes).catch((error: unknown) => error)
    expect(found instanceof FormatError || Object.hasOwn(found as object, 'columns')).toBe(true)
    if (found instanceof FormatError && /has a run of 134217727/u.test(found.message)) refused++
  }
  expect(refused).toBeGreaterThan(0)
})

/** The seconds of the processor's time that this process took. */
function secondsOf(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

test('a file with a few changed bytes is a table or is refused, and soon', async () => {
  const random = createRandom(7)
  let slow = 0
  for (let i = 0; i < 10_000; i++) {
    const bytes = Uint8Array.from(i % 2 === 0 ? flowers : runs)
    for (let change = 0; change < 2; change++) bytes[random.below(bytes.length)] = random.below(256)
    const start = secondsOf()
    const found = await readParquet(bytes).catch((error: unknown) => error)
    if (secondsOf() - start > 2) slow++
    expect(found instanceof FormatError || Object.hasOwn(found as object, 'columns')).toBe(true)
  }
  expect(slow).toBe(0)
})
