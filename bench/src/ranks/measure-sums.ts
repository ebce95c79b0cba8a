import type { Communicator } from '@bilayer/core'
import { elapsed } from '../work.ts'
import type { NetworkReport } from './report.ts'

const SIZES = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]

/** Numbers that are summed for one size: small sizes are repeated more often. */
const NUMBERS = 2e7

const [FEWEST, MOST] = [3, 200]

/** Sums of a few numbers before any is timed: engines compile what runs often. */
const WARM_UP = 200

/** Times sums of each size, one after the other. */
export async function measureSums(communicator: Communicator): Promise<NetworkReport> {
  const report: NetworkReport = []
  for (let i = 0; i < WARM_UP; i++) await communicator.allReduceSum(new Float32Array(1))
  for (const floats of SIZES) {
    const values = new Float32Array(floats)
    const count = Math.min(MOST, Math.max(FEWEST, Math.round(NUMBERS / floats)))
    await communicator.allReduceSum(values)
    const milliseconds: number[] = []
    for (let i = 0; i < count; i++) {
      milliseconds.push(await elapsed(() => communicator.allReduceSum(values)))
    }
    report.push({ floats, milliseconds })
  }
  return report
}
