import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ArgumentError, FormatError } from '@bilayer/core'
import { encode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imageFolder, readTable, streamTable } from './index.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-data-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function file(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, contents)
  return path
}

const flowers = { columns: { width: Float64Array.of(1.5, 2), kind: ['rose', 'lily'] }, count: 2 }
const csv = 'width,kind\n1.5,rose\n2,lily\n'
const lines = '{"width":1.5,"kind":"rose"}\n{"width":2,"kind":"lily"}\n'

test.each([
  ['flowers.csv', csv],
  ['flowers.CSV', csv],
  ['flowers.txt', csv.replaceAll(',', ' | ').replaceAll(' | ', '|')],
  ['flowers.tsv', csv.replaceAll(',', '\t')],
  ['flowers.json', '[{"width":1.5,"kind":"rose"},{"width":2,"kind":"lily"}]'],
  ['flowers.jsonl', lines],
  ['flowers.ndjson', lines],
  ['flowers.csv.gz', gzipSync(csv)],
  ['squeezed.csv', gzipSync(csv)],
  ['flowers.jsonl.gz', gzipSync(lines)],
  ['flowers.json.gz', gzipSync('{"width":[1.5,2],"kind":["rose","lily"]}')],
])('%s is read by its name', async (name, contents) => {
  expect(await readTable(await file(name, contents))).toEqual(flowers)
})

test('a Parquet file is read by its name', async () => {
  const bytes = await readFile(new URL('../../reference/flowers.parquet', import.meta.url))
  expect((await readTable(await file('flowers.parquet', bytes))).count).toBe(3)
})

test('options count, and a file is read in parts', async () => {
  const path = await file('parts.csv', 'a;b\n1;x\n2;y\n3;z\n')
  const counts: number[] = []
  for await (const part of streamTable(path, { rows: 2 })) counts.push(part.count)
  expect(counts).toEqual([2, 1])
  expect((await readTable(path, { types: { a: 'text' } })).columns['a']).toEqual(['1', '2', '3'])
})

test('a fault is told with the file and the place in it', async () => {
  const path = await file('ragged.csv', 'a,b\n1,2\n3\n')
  await expect(readTable(path)).rejects.toThrow(FormatError)
  await expect(readTable(path)).rejects.toThrow(`${path}: Line 3 has 1 value`)
  const cut = await file('cut.csv.gz', gzipSync(csv).subarray(0, 20))
  await expect(readTable(cut)).rejects.toThrow(
    new FormatError(`${cut}: The gzip file is damaged or cut off.`),
  )
})

test('a file that is not there, is a folder or is of no known format is refused', async () => {
  const missing = join(folder, 'nowhere.csv')
  await expect(readTable(missing)).rejects.toThrow(new ArgumentError(`${missing}: there is no such file.`))
  await mkdir(join(folder, 'folder.csv'))
  await expect(readTable(join(folder, 'folder.csv'))).rejects.toThrow(/: this is a folder, not a file\.$/u)
  expect(() => streamTable('data.xlsx')).toThrow(
    new ArgumentError(
      'data.xlsx: the end of its name tells no format; it must be one of: .csv, .tsv, .txt, .jsonl, .ndjson, .json, .parquet, with or without .gz.',
    ),
  )
  await expect(readTable(5 as never)).rejects.toThrow(ArgumentError)
  await expect(readTable('a.csv', { rows: 0 })).rejects.toThrow(/^rows is 0/u)
})

const picture = (...data: number[]) =>
  encode({ width: data.length, height: 1, data: Uint8Array.from(data), channels: 1 })

test('a folder of pictures is samples with labels', async () => {
  await file('digits/one/b.png', picture(255, 0))
  await file('digits/one/a.PNG', picture(51, 102))
  await file('digits/zero/a.png', picture(0, 0))
  await file('digits/zero/.hidden', 'x')
  expect(await imageFolder(join(folder, 'digits'))).toEqual({
    X: { values: Float32Array.of(0.2, 0.4, 1, 0, 0, 0), count: 3, size: 2 },
    labels: ['one', 'one', 'zero'],
    width: 2,
    height: 1,
    channels: 1,
  })
})

test('a file that is no such picture is told by its name', async () => {
  await file('sizes/a/1.png', picture(0, 0))
  const other = await file('sizes/a/2.png', picture(0, 0, 0))
  await expect(imageFolder(join(folder, 'sizes'))).rejects.toThrow(`${other} is 3 × 1 in grey, and `)
  const text = await file('notes/a/1.txt', 'x')
  await expect(imageFolder(join(folder, 'notes'))).rejects.toThrow(
    new FormatError(`${text} is no PNG picture.`),
  )
  const broken = await file('broken/a/1.png', 'x')
  await expect(imageFolder(join(folder, 'broken'))).rejects.toThrow(`${broken}: This is no PNG picture`)
  const loose = await file('loose/1.png', picture(0))
  await expect(imageFolder(join(folder, 'loose'))).rejects.toThrow(`${loose} is no folder;`)
  await mkdir(join(folder, 'nothing'))
  await expect(imageFolder(join(folder, 'nothing'))).rejects.toThrow(/ holds no pictures;/u)
  await expect(imageFolder(join(folder, 'nowhere'))).rejects.toThrow(/: there is no such file\.$/u)
})
