import { connectRanks, portCommunicator, type Samples } from 'bilayer'
import { expect, test } from 'vitest'
import { explanationOf, exitCodeOf, UnwrittenError, UsageError } from '../exit-codes.ts'
import { checkAlike } from './on-ranks.ts'
import { Ranks } from './ranks.ts'
import { hearAll, tellBytes, tellSamples } from './tell.ts'

/** What comes of the same work on three ranks in this thread. */
async function onThree<T>(work: (ranks: Ranks) => Promise<T>): Promise<PromiseSettledResult<T>[]> {
  const all = connectRanks(3).map((ports) => new Ranks(portCommunicator(ports)))
  const settled = await Promise.allSettled(all.map((ranks) => ranks.tellingOnce(() => work(ranks))))
  await Promise.all(all.map(({ communicator }) => communicator.close()))
  return settled
}

/** What each rank tells, and ends with. */
const endsOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((end) =>
    end.status === 'fulfilled' ? 'done' : [explanationOf(end.reason), exitCodeOf(end.reason)],
  )

test('what all do together gives each its own', async () => {
  const settled = await onThree((ranks) => ranks.together(async () => 10 * ranks.rank))
  expect(settled.map((end) => end.status === 'fulfilled' && end.value)).toEqual([0, 10, 20])
})

test('only rank 0 does what it leads', async () => {
  const settled = await onThree((ranks) => ranks.lead(async () => 'led'))
  expect(settled.map((end) => end.status === 'fulfilled' && end.value)).toEqual(['led', undefined, undefined])
})

test.each([
  [0, 'no such column'],
  [1, 'Rank 1: no such column'],
  [2, 'Rank 2: no such column'],
])('where rank %i alone fails, rank 0 tells, and all end with its code', async (failed, words) => {
  const settled = await onThree((ranks) =>
    ranks.together(async () => {
      if (ranks.rank === failed) throw new UsageError('no such column')
    }),
  )
  expect(endsOf(settled)).toEqual([
    [words, 2],
    ['', 2],
    ['', 2],
  ])
})

test('a failure that follows from that of another rank is not told', async () => {
  const settled = await onThree((ranks) =>
    ranks.together(() =>
      ranks.together(async () => {
        if (ranks.rank === 2) throw new UnwrittenError('the disk is full')
      }),
    ),
  )
  expect(endsOf(settled)[0]).toEqual(['Rank 2: the disk is full', 74])
})

test.each([
  [0, 1],
  [2, 0],
])('where rank %i is gone, rank %i tells', async (gone, teller) => {
  const settled = await onThree(async (ranks) => {
    if (ranks.rank === gone) await ranks.communicator.close()
    else await ranks.largest(1)
  })
  const told = endsOf(settled).flatMap((end, rank) => (end !== 'done' && end[0] !== '' ? [rank] : []))
  expect(told).toEqual([teller])
})

test('the largest exit code is that of all', async () => {
  const settled = await onThree((ranks) => ranks.largest(ranks.rank === 1 ? 130 : 0))
  expect(settled.map((end) => end.status === 'fulfilled' && end.value)).toEqual([130, 130, 130])
})

test('ranks of other versions or commands are refused, with both', async () => {
  const facts = (version: string) => [['the version of @bilayer/cli', version]] as const
  const settled = await onThree((ranks) =>
    ranks.together(() => checkAlike(ranks.communicator, facts(ranks.rank === 2 ? '1.1.0' : '1.0.0'))),
  )
  const words =
    'the version of @bilayer/cli: 1.1.0 on rank 2, and 1.0.0 on rank 0; it must be the same on every rank.'
  expect(endsOf(settled)).toEqual([
    [words, 2],
    ['', 2],
    ['', 2],
  ])
})

test('every rank hears words, bytes and samples of more than a piece', async () => {
  const bytes = new Uint8Array(2 ** 24 + 5).fill(7, 2 ** 24 - 1)
  const samples: Samples = {
    values: new Float32Array(2 ** 22 + 6).fill(0.5, 2 ** 22 - 1),
    count: 2 ** 21 + 3,
    size: 2,
  }
  const settled = await onThree(async ({ communicator, isLead }) => ({
    heard: await hearAll(communicator, { rank: communicator.rank }),
    bytes: await tellBytes(communicator, 0, isLead ? bytes : undefined),
    samples: await tellSamples(communicator, isLead ? samples : undefined),
  }))
  for (const end of settled) {
    if (end.status === 'rejected') throw end.reason
    const { heard, bytes: heardBytes, samples: heardSamples } = end.value
    expect(heard).toEqual([{ rank: 0 }, { rank: 1 }, { rank: 2 }])
    expect(Buffer.compare(heardBytes, bytes)).toBe(0)
    expect([heardSamples.count, heardSamples.size]).toEqual([samples.count, samples.size])
    expect(indexOfDifference(heardSamples.values, samples.values)).toBe(-1)
  }
})

const indexOfDifference = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? a.findIndex((value, i) => value !== b[i]) : Math.min(a.length, b.length)
