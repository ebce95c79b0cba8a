import { expect, test } from 'vitest'
import { describeSeats, type Seat, threadsOfEach } from './seats.ts'

const seat = (machine: string, allowed: string, cores: number, process = 1): Seat => ({
  machine,
  process,
  allowed,
  cores,
})

test.each([
  ['one machine is shared', [seat('a', '0-7', 8), seat('a', '0-7', 8)], 4],
  ['more ranks than cores have one thread each', [seat('a', '0', 1), seat('a', '0', 1)], 1],
  ['ranks bound to cores of their own share none', [seat('a', '0-3', 4), seat('a', '4-7', 4)], 4],
  ['machines are not shared', [seat('a', '0-7', 8), seat('b', '0-7', 8)], 8],
  [
    'all have as many as the one with the fewest',
    [seat('a', '0-7', 8), seat('b', '0-2', 3), seat('b', '0-2', 3)],
    1,
  ],
] as const)('%s', (_, seats, threads) => {
  expect(threadsOfEach(seats)).toBe(threads)
})

test('the processes of each machine are told by their ranks', () => {
  expect(describeSeats([seat('a', '', 1, 7), seat('b', '', 1, 8), seat('a', '', 1, 9)])).toBe(
    'Ranks on a, with their processes: 0 (7), 2 (9).\nRanks on b, with their processes: 1 (8).',
  )
})
