import { createTable, type Table } from 'bilayer'
import { expect, test } from 'vitest'
import { UsageError } from '../exit-codes.ts'
import { gather } from './gather.ts'
import { createRoom } from './room.ts'

async function* parts(): AsyncGenerator<Table> {
  for (let part = 0; part < 3; part++) {
    yield createTable({
      number: Float64Array.of(part, part + 0.5),
      text: ['even', part === 1 ? null : 'odd'],
      flag: [true, false],
    })
  }
}

const room = (system: number, heap: number) =>
  createRoom('big.csv', { system: () => system, heap: () => heap })

test('parts are one table, with numbers in one typed array', async () => {
  expect(await gather(parts(), room(Infinity, Infinity))).toEqual({
    columns: {
      number: Float64Array.of(0, 0.5, 1, 1.5, 2, 2.5),
      text: ['even', 'odd', 'even', null, 'even', 'odd'],
      flag: [true, false, true, false, true, false],
    },
    count: 6,
  })
})

test.each([
  ['the memory of the machine', 400, Infinity],
  ['the heap', Infinity, 300],
])(
  'a table that does not fit into %s is a mistake that is explained, before it is read',
  async (_, system, heap) => {
    const reading = gather(parts(), room(system, heap))
    await expect(reading).rejects.toThrow(UsageError)
    await expect(reading).rejects.toThrow(
      'big.csv does not fit into memory: 6 rows of it fill what is free, and there are more. Use a part of it; train takes a random sample with --rows 3.',
    )
  },
)

test('numbers need no room on the heap', () => {
  expect(() => room(1e9, 1e5).check(1000, { numbers: 100, others: 0 })).not.toThrow()
  expect(() => room(1e6, 1e5).check(1000, { numbers: 100, others: 0 })).toThrow(UsageError)
  expect(() => room(1e9, 1e5).check(1000, { numbers: 0, others: 100 })).toThrow(UsageError)
})
