import type { RankResults } from '../ranks/results.ts'
import { scaledTo } from './costs.ts'
import { libraries, type LibraryName } from './libraries.ts'
import { inSeconds, type Model, onBatch } from './model.ts'
import { type KnownNetwork, knownNetworks, networkOf } from './networks.ts'
import { simulate } from './simulate.ts'
import { stepOf } from './work.ts'

type ProfiledStep = RankResults['profiles'][number]

/** Where ranks would stand on a network, each on a machine of its own. */
export interface Forecast {
  readonly network: string
  readonly layers: readonly number[]
  /** Samples of one rank. */
  readonly batch: number
  readonly library: LibraryName
  readonly ranks: number
  /** The time of a step on one rank alone over that on all. */
  readonly efficiency: number
  /** Samples of one rank from which on that is 90 %. */
  readonly batchForGood: number
}

/** Ranks of a setting on a network. */
export interface Place {
  readonly known: KnownNetwork
  readonly library: LibraryName
  readonly ranks: number
}

/** The two that differ most. */
const LIBRARIES = ['Open MPI', 'MPICH'] as const satisfies readonly LibraryName[]

const RANKS = [8, 64, 1024]

const GOOD = 0.9

/** One core computes, another one does what MPI asks of the processor. */
const CORES = 2

const SECONDS = 1e-3

/** Of all that was profiled. */
export const forecasts = ({ profiles }: RankResults, model: Model, counts = RANKS): Forecast[] =>
  profiles.flatMap((profiled) =>
    placesOf(counts).map((place) => ({
      network: place.known.name,
      layers: profiled.costs.layers,
      batch: profiled.size[3],
      library: place.library,
      ranks: place.ranks,
      efficiency: efficiencyAt(profiled, model, place, profiled.size[3]),
      batchForGood: batchForGood(profiled, model, place),
    })),
  )

/** Every network with every library. */
export const placesOf = (counts: readonly number[]): Place[] =>
  knownNetworks.flatMap((known) =>
    LIBRARIES.flatMap((library) => counts.map((ranks) => ({ known, library, ranks }))),
  )

export function efficiencyAt(profiled: ProfiledStep, model: Model, place: Place, batch: number): number {
  const alone = SECONDS * onBatch(profiled, batch)
  return alone / (alone + notHidden(profiled, model, place, batch))
}

/** Seconds that a step takes longer on all ranks than on one. */
function notHidden(
  profiled: ProfiledStep,
  { network }: Model,
  { known, library, ranks }: Place,
  batch: number,
): number {
  const milliseconds = onBatch(profiled, batch)
  const { seconds } = simulate({
    ranks,
    library: libraries[library],
    work: stepOf(inSeconds(scaledTo(profiled.costs, milliseconds)), ranks),
    network: networkOf(known, network),
    cores: CORES,
  })
  return seconds - SECONDS * milliseconds
}

const [ATTEMPTS, CLOSE] = [20, 0.01]

/** What is not hidden hardly depends on the batch: the batch that would do follows from it, and gives it anew. */
function batchForGood(profiled: ProfiledStep, model: Model, place: Place): number {
  const constant = onBatch(profiled, 0)
  const slope = onBatch(profiled, 1) - constant
  if (!(slope > 0)) {
    throw new RangeError(
      `A step of ${profiled.costs.layers.join('-')} was measured to take no longer with more samples: measure anew, where less else runs.`,
    )
  }
  let [, , , batch] = profiled.size
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const enough = (GOOD / (1 - GOOD)) * notHidden(profiled, model, place, batch)
    const next = Math.max(1, Math.ceil((enough / SECONDS - constant) / slope))
    if (Math.abs(next - batch) <= CLOSE * next) return next
    batch = next
  }
  return batch
}
