import { ArgumentError } from '@bilayer/core'
import { expect, test } from 'vitest'
import {
  createTable,
  encodedBatches,
  type EncodedBatch,
  learnEncoding,
  learnTarget,
  streamCsv,
} from '../index.ts'

const lines = Array.from({ length: 1003 }, (_, i) => `${i},${i % 3 === 0 ? 'fizz' : 'no'}`)
const parts = () => streamCsv(`n,label\n${lines.join('\n')}`, { rows: 100 })

const encoding = learnEncoding(createTable({ n: [0, 1] }), { scaling: 'none' })
const target = learnTarget(createTable({ label: ['fizz', 'no'] }), 'label')

async function all(seed: number): Promise<EncodedBatch[]> {
  const batches: EncodedBatch[] = []
  for await (const batch of encodedBatches(parts(), encoding, target, { batchSize: 64, seed }))
    batches.push(batch)
  return batches
}

test('every row comes once, with its target, in an order by the seed', async () => {
  const batches = await all(1)
  expect(batches.map(({ X }) => X.count)).toEqual([...Array.from({ length: 15 }, () => 64), 43])
  const rows = batches.flatMap(({ X }) => [...X.values])
  expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1003 }, (_, i) => i))
  const targets = batches.flatMap(({ Y }) => [...Y.values])
  for (const [i, row] of rows.entries()) expect(targets[i]).toBe(row % 3 === 0 ? 0 : 1)
  expect(await all(1)).toEqual(batches)
  expect((await all(2))[0]).not.toEqual(batches[0])
})

test('wrong arguments are refused at once', () => {
  const options = { batchSize: 64 }
  expect(() => encodedBatches([] as never, encoding, target, options)).toThrow(ArgumentError)
  expect(() => encodedBatches(parts(), [], target, options)).toThrow('encoding has no columns')
  expect(() => encodedBatches(parts(), encoding, target, { batchSize: 0 })).toThrow('batchSize is 0')
})
