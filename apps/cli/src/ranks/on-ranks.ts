import { hostname } from 'node:os'
import { launchedRanks } from '@bilayer/mpi/launched-ranks'
import { type Communicator, CommunicatorError, createMpi, localCommunicator } from 'bilayer'
import packageJson from '../../package.json' with { type: 'json' }
import { typedCommand } from '../command-line.ts'
import { exitCodeOf, SilentError, UsageError } from '../exit-codes.ts'
import { tellError } from '../tell-error.ts'
import { Ranks } from './ranks.ts'
import { hearAll } from './tell.ts'

/**
 * Does work on the ranks that a launcher of MPI started with this one, or on this process alone. Resolves to the exit code of all, and has
 * told what failed. Rejects with `CommunicatorError` where several were started and have no MPI.
 */
export async function onRanks(work: (ranks: Ranks) => Promise<number>): Promise<number> {
  const ranks = new Ranks(await joinRanks())
  try {
    return await ranks.tellingOnce(async () => {
      await ranks.together(() => checkAlike(ranks.communicator, ownFacts()))
      return ranks.largest(await work(ranks))
    })
  } catch (error) {
    return tellError(error)
  } finally {
    // All wait for each other here: a launcher ends the others when the first has failed, and what is wrong must be told by then.
    await ranks.communicator.close()
  }
}

/** Each of several ranks alone would train a model of its own, and all would write the same file: better none does. */
async function joinRanks(): Promise<Communicator> {
  const launched = launchedRanks()
  if (!launched) return localCommunicator()
  try {
    return await createMpi()
  } catch (error) {
    if (!(error instanceof CommunicatorError)) throw error
    const { rank, size, localRank = 0 } = launched
    // What is missing on a machine is told once on it.
    if (localRank > 0) throw new SilentError(exitCodeOf(error))
    throw new CommunicatorError(
      `Rank ${rank} of ${size}, on ${hostname()}, cannot compute together with the others. ${error.message}`,
      rank,
      { cause: error },
    )
  }
}

/** What must be the same on all ranks, in words. */
type Fact = readonly [what: string, value: string]

const ownFacts = (): Fact[] => [
  ['the version of @bilayer/cli', packageJson.version],
  ['the command', typedCommand()],
]

/** Throws `UsageError`, on every rank, unless all have the same facts. */
export async function checkAlike(communicator: Communicator, facts: readonly Fact[]): Promise<void> {
  const all = await hearAll(communicator, facts)
  const [first] = all
  for (const [rank, others] of all.entries()) {
    const different = others.find(([, value], i) => value !== first[i]?.[1])
    if (!different) continue
    const [what, value] = different
    throw new UsageError(
      `${what}: ${value} on rank ${rank}, and ${first[others.indexOf(different)]?.[1]} on rank 0; it must be the same on every rank.`,
    )
  }
}
