import { type Communicator, localCommunicator } from 'bilayer'
import packageJson from '../../package.json' with { type: 'json' }
import { typedCommand } from '../command-line.ts'
import { UsageError } from '../exit-codes.ts'
import { Ranks } from './ranks.ts'
import { hearAll } from './tell.ts'

/** Does work on the ranks that a launcher of MPI started with this one, or on this process alone. Resolves to what all end with. */
export async function onRanks(work: (ranks: Ranks) => Promise<number>): Promise<number> {
  const ranks = new Ranks(await joinRanks())
  try {
    return await ranks.tellingOnce(async () => {
      await ranks.together(() => checkAlike(ranks.communicator))
      return ranks.largest(await work(ranks))
    })
  } finally {
    await ranks.communicator.close()
  }
}

/** Throws `UsageError`, on every rank, unless all run one version of this program with the same command line. */
async function checkAlike(communicator: Communicator): Promise<void> {
  const all = await hearAll(communicator, [
    ['the version of @bilayer/cli', packageJson.version],
    ['the command', typedCommand()],
  ])
  const [first] = all
  for (const [rank, facts] of all.entries()) {
    for (const [i, [what, value]] of facts.entries()) {
      if (value === first[i][1]) continue
      throw new UsageError(
        `${what}: ${value} on rank ${rank}, and ${first[i][1]} on rank 0; it must be the same on every rank.`,
      )
    }
  }
}

/** Of all ranks that were started, or of this process alone. */
async function joinRanks(): Promise<Communicator> {
  return localCommunicator()
}
