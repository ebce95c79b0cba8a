import { createTable, type Table } from 'bilayer'
import { expect, test } from 'vitest'
import { sampleOf } from './sample.ts'

/** A thousand rows in parts of a hundred. */
async function* parts(): AsyncGenerator<Table> {
  for (let part = 0; part < 10; part++) {
    const rows = Float64Array.from({ length: 100 }, (_, i) => 100 * part + i)
    yield createTable({ row: rows, text: Array.from(rows, (row) => `row ${row}`) })
  }
}

test('a sample has so many different rows, each whole', async () => {
  const { columns, count } = await sampleOf(parts(), { rows: 250, seed: 1 })
  expect(count).toBe(250)
  expect(new Set(columns['row'] as number[]).size).toBe(250)
  expect(columns['text']).toEqual(Array.from(columns['row'], (row) => `row ${String(row)}`))
})

test('one seed gives one sample, and all rows are as likely', async () => {
  const drawn = async (seed: number) =>
    (await sampleOf(parts(), { rows: 100, seed })).columns['row'] as number[]
  expect(await drawn(1)).toEqual(await drawn(1))
  const all: number[] = []
  for (let seed = 0; seed < 50; seed++) all.push(...(await drawn(seed)))
  // Of 5,000 rows drawn, each tenth of the table has 500 give or take 22.
  for (let part = 0; part < 10; part++) {
    const count = all.filter((row) => Math.floor(row / 100) === part).length
    expect(count).toBeGreaterThan(400)
    expect(count).toBeLessThan(600)
  }
})

test('of fewer rows all are taken, in their order', async () => {
  const { columns, count } = await sampleOf(parts(), { rows: 2000, seed: 1 })
  expect(count).toBe(1000)
  expect(columns['row']).toEqual(Array.from({ length: 1000 }, (_, i) => i))
})
