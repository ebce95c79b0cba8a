import { measuredSize, names } from '../ranks/cases.ts'
import { leastOf } from '../ranks/efficiency.ts'
import type { MeasuredCase, RankResults } from '../ranks/results.ts'
import { spreadOf } from '../statistics.ts'
import type { AlgorithmName } from './allreduce.ts'
import { scaledTo } from './costs.ts'
import { libraries, type LibraryName } from './libraries.ts'
import { fitLine, type Line, onLine, type Point } from './line.ts'
import { free, type Network } from './network.ts'
import { type Outcome, simulate, type StepWork } from './simulate.ts'
import { noticesOf, stepOf, type StepCosts } from './work.ts'

type ProfiledStep = RankResults['profiles'][number]

const SECONDS = 1e-3

/** As `packages/mpi/src/thread/serve.ts` does it. */
const POLLING = { eager: 1e-3, longestPause: 1e-3 }

/** What the simulation knows of the machine that was measured. In seconds and bytes. */
export interface Model {
  /** As the counted messages tell. */
  readonly library: LibraryName
  /** Between two processes of one machine. */
  readonly network: Network
  /** Seconds of a sum of so many bytes on two ranks, the least that was seen: other processes can only add to it. */
  readonly sums: readonly Point[]
  readonly line: Line
}

/** What one byte of a sum on two ranks is copied and added, one after the other, by each algorithm. */
const onTwoRanks: Record<AlgorithmName, { readonly copied: number; readonly added: number }> = {
  binomial: { copied: 2, added: 1 },
  'recursive doubling': { copied: 1, added: 1 },
  rabenseifner: { copied: 1, added: 0.5 },
  ring: { copied: 1, added: 0.5 },
}

/** Fits what the simulation needs to what was measured. */
export function modelOf({ sums, profiles, traffic }: RankResults): Model {
  const points = sums.map(({ floats, least }) => ({ size: 4 * floats, value: SECONDS * least }))
  const line = fitLine(points)
  const library = libraryOf(traffic)
  const perByteAdded = SECONDS * profiles[profiles.length - 1].perByteAdded
  const { copied, added } = onTwoRanks[libraries[library](2, Infinity)]
  return {
    library,
    sums: points,
    line,
    network: {
      ...free,
      perByteCopied: Math.max(0, line.slope - added * perByteAdded) / copied,
      perByteAdded,
      call: Math.max(0, line.constant),
      agrees: true,
      polling: POLLING,
    },
  }
}

/** The library whose messages are those that were counted; MPICH where none were. */
function libraryOf(traffic: RankResults['traffic']): LibraryName {
  if (traffic.length === 0) return 'MPICH'
  const known = Object.keys(libraries) as LibraryName[]
  const distance = (library: LibraryName): number =>
    traffic.reduce((sum, counted) => {
      const { messages, bytes } = trafficOf(library, counted)
      return sum + Math.abs(Math.log(messages / counted.messages)) + Math.abs(Math.log(bytes / counted.bytes))
    }, 0)
  return known.reduce((best, library) => (distance(library) < distance(best) ? library : best))
}

/** Sums at the end of an epoch, of what the ranks tell each other alone (`packages/mlp/src/training.ts`). */
const PAUSES = 2

/** What the ranks send in an epoch of so many steps, on the network of the cases. */
export function trafficOf(
  library: LibraryName,
  { ranks, steps }: { ranks: number; steps: number },
): Pick<Outcome, 'messages' | 'bytes'> {
  const traffic = (work: StepWork): Outcome =>
    simulate({ ranks, work, network: { ...free, agrees: true }, library: libraries[library], cores: 1 })
  const step = traffic(stepOf({ layers: measuredSize.slice(0, 3), ...nothing }, ranks))
  const pause = traffic({ before: 0, buckets: [{ seconds: 0, bytes: noticesOf(ranks) }], after: 0 })
  return {
    messages: steps * step.messages + PAUSES * pause.messages,
    bytes: steps * step.bytes + PAUSES * pause.bytes,
  }
}

const nothing = { before: 0, gradients: [0, 0], through: [0, 0], update: 0, taken: 0, given: 0 }

/** A measured case beside what the simulation says of it. */
export interface Comparison {
  readonly name: string
  readonly ranks: number
  /** Milliseconds of a step: the shortest. */
  readonly measured: number
  readonly simulated: number
  /** The share of a step in which a rank waits for sums. */
  readonly measuredWaiting: number
  readonly simulatedWaiting: number
}

/**
 * Simulates every case of ours whose ranks train together. Computing takes what it takes two processes that have nothing to do with each
 * other, beside each other on this machine.
 */
export function compare(results: RankResults, model: Model): Comparison[] {
  const ours = results.cases.filter(({ library }) => library !== 'PyTorch')
  const [alone, beside] = [names.alone, names.beside].map((name) => ours.find((one) => one.name === name))
  const profiled = results.profiles.find(({ size }) => String(size) === String(measuredSize))
  if (!alone || !beside || !profiled) return []
  const slowness = leastOf(beside) / leastOf(alone)
  return ours
    .filter(({ together }) => together)
    .map((one) => {
      const whole = (leastOf(beside) * onBatch(profiled, one.size[3])) / onBatch(profiled, beside.size[3])
      const { seconds, waiting } = simulate({
        ranks: one.ranks,
        work: stepOf(inSeconds(scaledTo(scaledBy(profiled.costs, slowness), whole)), one.ranks),
        network: model.network,
        library: libraries[model.library],
        cores: results.machine.cores,
        ranksOfMachine: one.ranks,
      })
      return {
        name: one.name,
        ranks: one.ranks,
        measured: leastOf(one),
        simulated: seconds / SECONDS,
        measuredWaiting: waitingOf(one),
        simulatedWaiting: waiting,
      }
    })
}

/** Milliseconds of a step of `fit` on one process, for any batch: a line through what was measured. */
export const onBatch = ({ steps }: ProfiledStep, batch: number): number =>
  onLine(fitLine(steps.map(({ batch: size, milliseconds: value }) => ({ size, value }))), batch)

const waitingOf = ({ samples }: MeasuredCase): number =>
  spreadOf(samples.map(({ waiting }) => waiting ?? 0)).median

const scaledBy = (costs: StepCosts, factor: number): StepCosts => ({
  layers: costs.layers,
  before: factor * costs.before,
  gradients: costs.gradients.map((part) => factor * part),
  through: costs.through.map((part) => factor * part),
  update: factor * costs.update,
  taken: factor * costs.taken,
  given: factor * costs.given,
})

export const inSeconds = (costs: StepCosts): StepCosts => scaledBy(costs, SECONDS)
