import { type Backend, type Communicator, connectRanks, defineBackend, portCommunicator } from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { createMlp } from '../mlp.ts'
import { onRanks } from '../testing/on-ranks.ts'
import { samplesOf } from '../testing/samples.ts'
import { bucketsFor } from './buckets.ts'
import { lengthOfNotices, readNotices, writeNotice } from './notices.ts'
import { partOfRank } from './part.ts'
import { Round } from './round.ts'

test('a bucket takes matrices until it has enough, and the last one the notices too', () => {
  const { arrays, places, notices } = bucketsFor([3, 4, 1, 9, 2], 8, 5)
  expect(arrays.map(({ length }) => length)).toEqual([7, 10, 10])
  expect(places.map(({ bucket, values }) => [bucket, values.length])).toEqual([
    [0, 3],
    [0, 4],
    [1, 1],
    [1, 9],
    [2, 2],
  ])
  expect(notices).toHaveLength(8)
  expect(notices.buffer).toBe(arrays[2].buffer)
})

test('what is summed of all notices has each of them', () => {
  const sum = new Float32Array(lengthOfNotices(3))
  const each = [
    { word: 'go', samples: 32, hash: 0xffffffff },
    { word: 'failed', samples: 0, hash: 0 },
    { word: 'stop', samples: 7, hash: 0x00010001 },
  ] as const
  for (const [rank, notice] of each.entries()) {
    const numbers = new Float32Array(sum.length)
    writeNotice(numbers, rank, notice)
    for (const [i, number] of numbers.entries()) sum[i] += number
  }
  expect(readNotices(sum)).toEqual(each)
})

test.each([
  [7, 3, [2, 2, 3]],
  [2, 4, [0, 1, 0, 1]],
  [0, 2, [0, 0]],
  [256, 1, [256]],
])('%i samples in %i parts', (samples, size, expected) => {
  const parts = Array.from({ length: size }, (_, rank) => partOfRank(samples, { rank, size }))
  expect(parts.map(({ from, to }) => to - from)).toEqual(expected)
  expect(parts[0].from).toBe(0)
  expect(parts.at(-1)?.to).toBe(samples)
  for (const [i, { from }] of parts.slice(1).entries()) expect(from).toBe(parts[i].to)
})

/** Reads a matrix of one number, once that is there. */
const readingOf = (number: number | Promise<number>) => async (into: Float32Array) => {
  into[0] = await number
  return into
}

test('sums matrices in their order, whichever is read first, and zeros for those that do not come', async () => {
  const found = await onRanks(2, async (communicator) => {
    const round = new Round(communicator, bucketsFor([1, 1, 1], lengthOfNotices(2), 1))
    const { promise, resolve } = Promise.withResolvers<number>()
    round.put(readingOf(promise))
    if (communicator.rank === 0) round.put(readingOf(10))
    expect(round.isFilled).toBe(false)
    resolve(1)
    const notices = await round.end({ word: 'go', samples: communicator.rank })
    expect(notices.map(({ samples }) => samples)).toEqual([0, 1])
    return round.summed.map(([value]) => value)
  })
  expect(found).toEqual([
    [2, 10, 0],
    [2, 10, 0],
  ])
})

test('a rank whose read fails still sends every bucket, with zeros', async () => {
  const found = await onRanks(2, async (communicator) => {
    const round = new Round(communicator, bucketsFor([1, 1], lengthOfNotices(2), 1))
    round.put(readingOf(1))
    if (communicator.rank === 0) {
      round.put(readingOf(2))
      return round.end({ word: 'go' })
    }
    round.put(() => Promise.reject(new Error('the device is lost')))
    await expect(round.end({ word: 'go' })).rejects.toThrow('the device is lost')
    return round.end({ word: 'failed' })
  })
  expect(found.map((notices) => notices.map(({ word }) => word))).toEqual([
    ['go', 'failed'],
    ['go', 'failed'],
  ])
})

test('the gradients of the last layer are on their way before those of the first are computed', async () => {
  const { X, Y } = samplesOf(8)
  const [ports, others] = connectRanks(2)
  const heard: string[] = []
  const spied = (communicator: Communicator): Communicator => ({
    ...communicator,
    allReduceSum: (values) => {
      heard.push(`sum of ${values.length}`)
      return communicator.allReduceSum(values)
    },
  })
  const run = async (communicator: Communicator, hear: (product: string) => void) => {
    using model = createMlp(heardBackend(hear), { layers: [3, 600, 500, 2], seed: 1 })
    await model.fit(X, Y, { epochs: 1, batchSize: 8, learningRate: 0.1, communicator })
    await communicator.close()
  }
  await Promise.all([
    run(spied(portCommunicator(ports)), (product) => void heard.push(product)),
    run(portCommunicator(others), () => {}),
  ])
  const backwards = heard.slice(heard.indexOf('2×4 by 4×500'))
  // dW₃ and db₃ fill no bucket, dW₂ (500 × 600) does: then it goes, while V₁, dW₁ and db₁ are computed.
  expect(backwards.slice(0, 6)).toEqual([
    '2×4 by 4×500',
    '500×2 by 2×4',
    '500×4 by 4×600',
    `sum of ${2 + 2 * 500 + 2 + 500 * 600}`,
    '600×500 by 500×4',
    '600×4 by 4×3',
  ])
})

/** A backend that computes at the call, and tells of its products. */
function heardBackend(hear: (product: string) => void): Backend {
  const { core, ...rest } = referenceDefinition('heard', (length) => new Float32Array(length))
  return defineBackend({
    ...rest,
    core: {
      ...core,
      matmul: (a, b) => {
        hear(`${a.rows}×${a.cols} by ${b.rows}×${b.cols}`)
        return core.matmul(a, b)
      },
    },
  })
}
