import { type Algorithm, algorithms, type AlgorithmName } from './allreduce.ts'
import { Clock, type Process, type Wait } from './clock.ts'
import { Machine, Thread } from './machine.ts'
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
  readonly algorithm: AlgorithmName
  /** Cores of one machine. */
  readonly cores: number
  /** Ranks of one machine, which share its cores; one unless given. */
  readonly ranksOfMachine?: number
  /** Whether a rank whose messages are on the way looks for them without a pause, and so takes a core from the others. */
  readonly spins?: boolean
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
  const clock = new Clock()
  const links = new Links(clock, network, ranks)
  const machines = Array.from({ length: Math.ceil(ranks / ranksOfMachine) }, () => new Machine(clock, cores))
  const log: Log = { ends: [], waiting: 0 }
  for (let rank = 0; rank < ranks; rank++) {
    const machine = machines[Math.floor(rank / ranksOfMachine)]
    clock.start(train({ rank, clock, machine, links, setting, log }))
  }
  clock.run()
  const counted = STEPS - 1
  const processorSeconds = machines.reduce((sum, { used }) => sum + used, 0) / STEPS
  const seconds = (log.ends[STEPS - 1] - log.ends[0]) / counted
  return {
    seconds,
    waiting: log.waiting / (ranks * counted) / seconds,
    processorSeconds,
    messages: links.messages / STEPS,
    bytes: links.bytes / STEPS,
  }
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
  const { work, network, ranks, algorithm, spins = false } = setting
  const main = new Thread(machine)
  const messenger = new Thread(machine)
  const exchange = algorithms[algorithm] satisfies Algorithm
  for (let step = 0; step < STEPS; step++) {
    yield main.run(work.before)
    const sums: Wait[] = []
    for (const [place, { seconds, bytes }] of work.buckets.entries()) {
      yield main.run(seconds)
      if (ranks === 1) continue
      const exchanges = exchange(rank, ranks, bytes)
      const topic = step * work.buckets.length + place
      sums.push(clock.start(sum({ rank, topic, exchanges, clock, messenger, links, network })))
    }
    const since = clock.now
    if (spins && sums.length > 0) machine.spin(1)
    for (const wait of sums) yield wait
    if (spins && sums.length > 0) machine.spin(-1)
    if (step > 0) log.waiting += clock.now - since
    yield main.run(work.after)
    log.ends[step] = clock.now
  }
}

interface Summing extends Pick<Rank, 'rank' | 'clock' | 'links'> {
  readonly topic: number
  readonly exchanges: ReturnType<Algorithm>
  readonly messenger: Thread
  readonly network: Network
}

function* sum({ rank, topic, exchanges, clock, messenger, links, network }: Summing): Process {
  const { overhead, perByteCopied, perByteAdded, call } = network
  const pause: Wait = (resume) => clock.after(call / 2, resume)
  yield pause
  for (const { send, receive } of exchanges) {
    if (send) {
      yield messenger.run(overhead)
      links.send(topic, rank, send.to, send.bytes)
    }
    if (receive) {
      yield links.receive(topic, receive.from, rank)
      const perByte = perByteCopied + (receive.isAdded ? perByteAdded : 0)
      yield messenger.run(overhead + perByte * receive.bytes)
    }
  }
  yield pause
}
