import { awaitedLater } from '../awaited-later.ts'
import { expect } from '../case.ts'
import type { CommunicatorCase, RankContext } from './case.ts'
import { bytesOf, expectBytes, expectSum, mixed } from './values.ts'

/** Calls that are made one after another without waiting. */
const CALLS = 60

/** A call that was made, and what checks its result. */
interface Started {
  readonly done: Promise<void>
  readonly check: () => void
}

/** Sums of many sizes, with a broadcast and a barrier in between. */
function start({ communicator, seed }: RankContext, call: number): Started {
  const { rank, size } = communicator
  if (call % 10 === 9) return { done: awaitedLater(communicator.barrier()), check: () => {} }
  const length = (call * 977) % 5003
  if (call % 5 === 4) {
    const root = call % size
    const bytes = bytesOf(length, rank + call)
    const check = (): void => expectBytes(`call ${call}`, bytes, bytesOf(length, root + call))
    return { done: awaitedLater(communicator.broadcast(bytes, root)), check }
  }
  const draw = mixed(seed + call)
  const values = draw(length, rank)
  const check = (): void => expectSum(`call ${call}`, values, draw, size)
  return { done: awaitedLater(communicator.allReduceSum(values)), check }
}

/** Starts a call on all ranks but the last, which is late; throws where it resolves before that one has come. */
async function withLateRank(context: RankContext, call: () => Promise<void>): Promise<void> {
  const { rank, size } = context.communicator
  const isLate = rank === size - 1
  let isDone = false
  const noteEnd = async (): Promise<void> => {
    await call()
    isDone = true
  }
  const done = isLate ? undefined : awaitedLater(noteEnd())
  await context.meet()
  const wasDone = isDone
  await context.meet()
  await (isLate ? call() : done)
  expect(!wasDone, `it resolved on rank ${rank} before rank ${size - 1} had come`)
}

/** When calls are carried out. */
export const orderCases: readonly CommunicatorCase[] = [
  {
    op: 'order',
    title: 'many calls are on their way at once, and are awaited in another order',
    run: async (context) => {
      const started = Array.from({ length: CALLS }, (_, call) => start(context, call))
      for (const { done, check } of started.toReversed()) {
        await done
        check()
      }
    },
  },
  {
    op: 'barrier',
    title: 'waits for the last rank',
    ranks: 2,
    run: async (context) => {
      for (let i = 0; i < 3; i++) await withLateRank(context, () => context.communicator.barrier())
    },
  },
  {
    op: 'allReduceSum',
    title: 'waits for a rank that is late, without holding up its own',
    ranks: 2,
    run: async (context) => {
      const { communicator, seed } = context
      for (const length of [3, 100_003]) {
        const draw = mixed(seed)
        const values = draw(length, communicator.rank)
        await withLateRank(context, () => communicator.allReduceSum(values))
        expectSum(`of ${length} numbers`, values, draw, communicator.size)
      }
    },
  },
  {
    op: 'broadcast',
    title: 'waits for a root that is late',
    ranks: 2,
    run: async (context) => {
      const { rank, size } = context.communicator
      const bytes = bytesOf(1000, rank)
      await withLateRank(context, () => context.communicator.broadcast(bytes, size - 1))
      expectBytes('from the last rank', bytes, bytesOf(1000, size - 1))
    },
  },
]
