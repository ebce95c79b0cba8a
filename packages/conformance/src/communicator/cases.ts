import { expect } from '../case.ts'
import { broadcastCases } from './broadcasts.ts'
import type { CommunicatorCase } from './case.ts'
import { failureCases } from './failures.ts'
import { orderCases } from './order.ts'
import { largeSumCases, sumCases } from './sums.ts'

/** Each rank counts in a place of its own. */
const ranksCase: CommunicatorCase = {
  op: 'rank',
  title: 'is another on each, from 0 to size − 1',
  run: async ({ communicator }) => {
    const { rank, size } = communicator
    const counts = new Float32Array(size)
    counts[rank] = 1
    await communicator.allReduceSum(counts)
    expect(
      counts.every((count) => count === 1),
      `the ranks count ${counts.join(', ')}; each should count 1`,
    )
  },
}

/** The suite: from the plainest facts to what ends a communicator, and to what takes longest. */
export const communicatorCases: readonly CommunicatorCase[] = [
  ranksCase,
  ...broadcastCases,
  ...sumCases,
  ...orderCases,
  ...failureCases,
  ...largeSumCases,
]
