import { algorithms } from './allreduce.ts'
import { Clock, type Process, type Wait } from './clock.ts'
import { Machine, Thread } from './machine.ts'
import type { Library } from './libraries.ts'
import { AGREEMENT, Messenger } from './messenger.ts'
import { Links, type Network } from './network.ts'

/** What one rank computes in one step, in seconds of a core, and what it sends in between. */
export interface StepWork {
  /** The batch, forward, and the gradient of the loss. */
  readonly before: number
  /** What is summed over all ranks, in order: what is computed before it is given away, and its size. */
  readonly buckets: readonly { readonly seconds: number; readonly bytes: number }[]
  /** From the sums on: they are taken back and the parameters updated. */
  readonly after: number
}

export interface Setting {
  readonly ranks: number
  readonly work: StepWork
  readonly network: Network
  /** The MPI that picks how to sum. */
  readonly library: Library
  /** Cores of one machine. */
  readonly cores: number
  /** Ranks of one machine, which share its cores; one unless given. */
  readonly ranksOfMachine?: number
  /** Whether every rank is simulated even where all do the same at the same time, and one would do. False unless given. */
  readonly everyRank?: boolean
}

/** A step of training, once it goes on as it does for long. */
export interface Outcome {
  /** The time of a step. */
  readonly seconds: number
  /** The share of it in which a rank has nothing to do but wait for sums, on average. */
  readonly waiting: number
  /** Of all ranks together. */
  readonly processorSeconds: number
  readonly messages: number
  readonly bytes: number
}

/** The first is not counted: all ranks begin at once, which they do not do later. */
const STEPS = 3

/** Trains on simulated ranks. */
export function simulate(setting: Setting): Outcome {
  const { ranks, cores, ranksOfMachine = 1, network } = setting
  const isMirrored = areAlike(setting)
  const simulated = isMirrored ? 1 : ranks
  const clock = new Clock()
  const links = new Links(clock, network, isMirrored ? 'mirrored' : ranks)
  const machines = Array.from(
    { length: Math.ceil(simulated / ranksOfMachine) },
    () => new Machine(clock, cores),
  )
  const log: Log = { ends: [], waiting: 0 }
  for (let rank = 0; rank < simulated; rank++) {
    const machine = machines[Math.floor(rank / ranksOfMachine)]
    clock.start(train({ rank, clock, machine, links, setting, log }))
  }
  clock.run()
  const counted = STEPS - 1
  const used = machines.reduce((sum, machine) => sum + machine.used, 0)
  const all = ranks / simulated / STEPS
  const seconds = (log.ends[STEPS - 1] - log.ends[0]) / counted
  return {
    seconds,
    waiting: log.waiting / (simulated * counted) / seconds,
    processorSeconds: all * used,
    messages: all * links.messages,
    bytes: all * links.bytes,
  }
}

/** Whether all ranks do the same at the same time: each has a machine of its own, and whenever it sends, it is sent as much. */
function areAlike({ ranks, work, library, ranksOfMachine = 1, everyRank = false }: Setting): boolean {
  if (everyRank || ranksOfMachine > 1) return false
  return [AGREEMENT, ...work.buckets.map(({ bytes }) => bytes)].every((bytes) =>
    algorithms[library(ranks, bytes)](0, ranks, bytes).every(
      ({ send, receive }) => send !== undefined && send.bytes === receive?.bytes,
    ),
  )
}

interface Log {
  /** When the last rank had done each step. */
  readonly ends: number[]
  /** Seconds that ranks waited, all together, after the first step. */
  waiting: number
}

interface Rank {
  readonly rank: number
  readonly clock: Clock
  readonly machine: Machine
  readonly links: Links
  readonly setting: Setting
  readonly log: Log
}

/** As `fit` does it: a bucket is on its way while the next is computed, and the update waits for all. */
function* train({ rank, clock, machine, links, setting, log }: Rank): Process {
  const { work, network, ranks, library } = setting
  const main = new Thread(machine)
  const messenger = new Messenger({ rank, ranks, library, clock, machine, links, network })
  for (let step = 0; step < STEPS; step++) {
    yield main.run(work.before)
    const sums: Wait[] = []
    for (const { seconds, bytes } of work.buckets) {
      yield main.run(seconds)
      if (ranks > 1) sums.push(messenger.sum(bytes))
    }
    const since = clock.now
    for (const wait of sums) yield wait
    if (step > 0) log.waiting += clock.now - since
    yield main.run(work.after)
    log.ends[step] = clock.now
  }
}
