import {
  ArgumentError,
  BilayerError,
  type Communicator,
  CommunicatorError,
  DisposedError,
} from '@bilayer/core'
import { awaitedLater } from '../awaited-later.ts'
import { expect } from '../case.ts'
import { thrown } from '../reason.ts'
import type { CommunicatorCase } from './case.ts'
import { expectSum, mixed } from './values.ts'

type ErrorClass = abstract new (...args: never[]) => BilayerError

/** Throws unless a call rejects with an error of that class, which it gives. */
async function expectRejection(what: string, call: Promise<void>, wanted: ErrorClass): Promise<unknown> {
  const error = await call.then(
    () => expect(false, `${what} resolved; it should reject with ${wanted.name}`),
    (found: unknown) => found,
  )
  expect(
    error instanceof wanted,
    `${what} rejected with ${thrown(error)}; it should reject with ${wanted.name}`,
  )
  return error
}

/** Throws unless a call rejects since that rank has left. */
async function expectLeft(what: string, call: Promise<void>, rank: number): Promise<void> {
  const error = await expectRejection(what, call, CommunicatorError)
  const found = (error as CommunicatorError).rank
  expect(found === rank, `the error of ${what} names rank ${found}; it should name rank ${rank}`)
}

/** Each of these breaks off on every rank; what is asked later does too. */
const disagreement = (
  title: string,
  call: (communicator: Communicator) => Promise<void>,
): CommunicatorCase => ({
  op: 'failure',
  title,
  ranks: 2,
  ends: true,
  run: async ({ communicator }) => {
    await expectRejection('the call', call(communicator), CommunicatorError)
    await expectRejection('a later call', communicator.barrier(), CommunicatorError)
  },
})

/** Calls that cannot be carried out. */
export const failureCases: readonly CommunicatorCase[] = [
  {
    op: 'failure',
    title: 'of a wrong argument concerns no other rank',
    run: async ({ communicator, seed }) => {
      const { rank, size } = communicator
      const wrong: readonly [string, () => Promise<void>][] = [
        ['a sum of an array', () => communicator.allReduceSum([1] as never)],
        ['a sum in float64', () => communicator.allReduceSum(new Float64Array(1) as never)],
        ['a broadcast of a string', () => communicator.broadcast('bytes' as never, 0)],
        ['a broadcast from a rank that there is not', () => communicator.broadcast(new Uint8Array(1), size)],
        ['a broadcast from rank 0.5', () => communicator.broadcast(new Uint8Array(1), 0.5)],
      ]
      for (const [what, call] of wrong) await expectRejection(what, call(), ArgumentError)
      const draw = mixed(seed)
      const values = draw(10, rank)
      await communicator.allReduceSum(values)
      expectSum('after it', values, draw, size)
    },
  },
  disagreement('is told to all ranks where one sums fewer numbers', (communicator) =>
    communicator.allReduceSum(new Float32Array(communicator.rank === 1 ? 3 : 4)),
  ),
  disagreement('is told to all ranks where one broadcasts from another rank', (communicator) =>
    communicator.broadcast(new Uint8Array(4), communicator.rank === 1 ? 1 : 0),
  ),
  disagreement('is told to all ranks where one asks for something else', (communicator) =>
    communicator.rank === 0 ? communicator.barrier() : communicator.allReduceSum(new Float32Array(2)),
  ),
  {
    op: 'failure',
    title: 'of a rank that leaves rejects what the others wait for, and names it',
    ranks: 2,
    ends: true,
    run: async ({ communicator, meet }) => {
      const { rank, size } = communicator
      const leaver = size - 1
      if (rank === leaver) {
        await meet()
        await communicator.close()
        return
      }
      const sums = [1, 2, 3].map((length) => communicator.allReduceSum(new Float32Array(length)))
      const rejected = sums.map((sum, i) => awaitedLater(expectLeft(`sum ${i + 1}`, sum, leaver)))
      await meet()
      await Promise.all(rejected)
      await expectLeft('a later barrier', communicator.barrier(), leaver)
    },
  },
  {
    op: 'failure',
    title: 'of a first rank that left before the others asked rejects, and names it',
    ranks: 2,
    ends: true,
    run: async ({ communicator, meet }) => {
      const left = communicator.rank === 0 ? awaitedLater(communicator.close()) : undefined
      await meet()
      if (communicator.rank > 0) await expectLeft('a sum', communicator.allReduceSum(new Float32Array(4)), 0)
      await meet()
      await communicator.close()
      await left
    },
  },
  {
    op: 'close',
    title: 'waits for what is on its way',
    ends: true,
    run: async ({ communicator, seed }) => {
      const draw = mixed(seed)
      const values = draw(10_007, communicator.rank)
      let isDone = false
      const noteEnd = async (): Promise<void> => {
        await communicator.allReduceSum(values)
        isDone = true
      }
      const sum = awaitedLater(noteEnd())
      await communicator.close()
      expect(isDone, 'it resolved before the sum that was on its way')
      await sum
      expectSum('the sum', values, draw, communicator.size)
    },
  },
  {
    op: 'close',
    title: 'is for good, and does nothing when called again',
    ends: true,
    run: async ({ communicator }) => {
      await communicator.close()
      await expectRejection('allReduceSum', communicator.allReduceSum(new Float32Array(1)), DisposedError)
      await expectRejection('broadcast', communicator.broadcast(new Uint8Array(1), 0), DisposedError)
      await expectRejection('barrier', communicator.barrier(), DisposedError)
      await communicator.close()
    },
  },
]
