import { type Communicator, connectRanks, portCommunicator } from '@bilayer/core'
import type { Report } from '../../result.ts'
import { type CommunicatorConformanceOptions, runCommunicatorConformance } from '../run.ts'

/** Makes of a right communicator the one that is under test. */
export type Change = (right: Communicator) => Communicator

/** Runs the suite on communicators of ports whose ranks are all in this thread; gives the report of rank 0. */
export async function runInOneThread(
  size: number,
  options: CommunicatorConformanceOptions = {},
  change: Change = (right) => right,
): Promise<Report> {
  const group = groupsOf(size)
  const control = connectRanks(size).map((ranks) => portCommunicator(ranks))
  const reports = await Promise.all(
    control.map((one, rank) => {
      const connect = async (): Promise<Communicator> => change(portCommunicator(group(rank)))
      return runCommunicatorConformance(one, connect, options)
    }),
  )
  await Promise.all(control.map((one) => one.close()))
  return reports[0]
}

/** Gives each rank its part of the first group, then of the second, and so on. */
function groupsOf(size: number): (rank: number) => ReturnType<typeof connectRanks>[number] {
  const groups: ReturnType<typeof connectRanks>[] = []
  const taken = Array.from({ length: size }, () => 0)
  return (rank) => {
    const next = taken[rank]++
    return (groups[next] ??= connectRanks(size))[rank]
  }
}
