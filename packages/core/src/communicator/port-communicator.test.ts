import { describe, expect, test } from 'vitest'
import { ArgumentError, CommunicatorError } from '../errors.ts'
import { connectRanks, portCommunicator } from './port-communicator.ts'

describe('a communicator of ports', () => {
  test('names the rank that does not come in time, on all', async () => {
    const [zero, one, two] = connectRanks(3).map((ranks) => portCommunicator(ranks, { timeout: 500 }))
    const told = 'Rank 1 has asked for nothing in 500 ms: rank 0 waits in barrier, rank 2 waits in barrier.'
    const waiting = [zero, two].map((rank) =>
      expect(rank.barrier()).rejects.toThrow(new CommunicatorError(told, 1)),
    )
    await Promise.all(waiting)
    await expect(one.barrier()).rejects.toThrow(told)
    await Promise.all([zero, one, two].map((rank) => rank.close()))
  })

  test('notices a rank 0 that never takes part', async () => {
    const [, ranks] = connectRanks(2)
    const communicator = portCommunicator(ranks, { timeout: 20 })
    await expect(communicator.barrier()).rejects.toThrow(
      new CommunicatorError('Rank 0 has answered nothing in 40 ms.', 0),
    )
    await communicator.close()
  })

  test('tells what the ranks ask for where that is not the same', async () => {
    const [zero, one] = connectRanks(2).map((ranks) => portCommunicator(ranks))
    const told =
      'The ranks do not ask for the same: rank 0 asks for allReduceSum of 3 numbers, rank 1 asks for broadcast of 8 bytes from rank 1.'
    await Promise.all([
      expect(zero.allReduceSum(new Float32Array(3))).rejects.toThrow(told),
      expect(one.broadcast(new Float32Array(2), 1)).rejects.toThrow(told),
    ])
    await Promise.all([zero.close(), one.close()])
  })
})

test.each([
  ['size is 0; it must be', () => connectRanks(0)],
  ['ranks is null; it must be', () => portCommunicator(null as never)],
  ['ranks.ports has 0 ports; rank 0 of 2 has 1', () => portCommunicator({ rank: 0, size: 2, ports: [] })],
  ['ranks.ports[0] is no MessagePort', () => portCommunicator({ rank: 1, size: 2, ports: [{}] as never })],
  ['timeout is 0; it must be', () => portCommunicator(connectRanks(1)[0], { timeout: 0 })],
])('%s', (told, wrong) => {
  expect(wrong).toThrow(ArgumentError)
  expect(wrong).toThrow(told)
})
