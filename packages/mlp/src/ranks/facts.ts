import type { Checkpoint, Samples } from '@bilayer/core'
import manifest from '../../package.json' with { type: 'json' }
import type { Batch } from '../batches.ts'
import type { FitOptions, TrainingOptions } from '../fit-options.ts'
import { losses, meanSquaredError } from '../loss.ts'
import type { Network } from '../network.ts'
import { hashOf } from './hash.ts'

/** What must be the same on all ranks, in words. */
export type Fact = readonly [what: string, value: string]

/** A training before its first step. */
export interface Beginning {
  readonly network: Network
  readonly checkpoint: Checkpoint
  readonly options: TrainingOptions & Partial<FitOptions>
  /** All there are, unless they come in batches from elsewhere. */
  readonly samples: Batch | undefined
}

/** All that can be told of a training. Of functions that are handed in (a schedule, what an optimiser does) no more than a name can. */
export function factsOf({ network, checkpoint, options, samples }: Beginning): Fact[] {
  const { epoch, batch, steps, random } = checkpoint
  return [
    ['the version of @bilayer/mlp', manifest.version],
    ['layers', `[${[network[0].W.cols, ...network.map(({ W }) => W.rows)].join(', ')}]`],
    ['activation', `[${network.map(({ activation }) => activation.name).join(', ')}]`],
    ['loss', nameOfLoss(options)],
    ['optimiser', checkpoint.optimiser],
    ...numbersOf(options),
    ...(samples ? factsOfSamples(samples) : [factOfBatches]),
    ['the beginning of the training', `epoch ${epoch}, batch ${batch + 1}, step ${steps + 1}`],
    ['the generator of the order of samples', `[${random.join(', ')}]`],
    ['losses so far', hashed([Float32Array.from(checkpoint.losses), Float32Array.from(checkpoint.total)])],
    ['parameters', hashed(checkpoint.parameters.map(({ values }) => values))],
    ['what the optimiser keeps', hashed(checkpoint.kept.map(({ values }) => values))],
  ]
}

/** The first fact of rank 0 that another rank does not share, in a sentence. */
export function differenceOf(
  first: readonly Fact[],
  facts: readonly Fact[],
  rank: number,
): string | undefined {
  for (const [i, [what, value]] of first.entries()) {
    const [, found] = facts[i] ?? [what, 'missing']
    if (found !== value)
      return `${what}: ${found} on rank ${rank}, and ${value} on rank 0; it must be the same on every rank.`
  }
  return undefined
}

const nameOfLoss = ({ loss = meanSquaredError }: TrainingOptions): string =>
  Object.entries(losses).find(([, each]) => each === loss)?.[0] ?? 'one of your own'

function numbersOf(options: TrainingOptions & Partial<FitOptions>): Fact[] {
  const { epochs, batchSize, learningRate, seed = 0, weightDecay = 0, clipNorm } = options
  return Object.entries({ epochs, batchSize, learningRate, seed, weightDecay, clipNorm }).map(
    ([name, value]): Fact => [name, value === undefined ? 'none' : `${value}`],
  )
}

const factOfBatches: Fact = ['samples', 'in batches']

const factsOfSamples = ({ X, Y, sampleWeights }: Batch): Fact[] => [
  ['samples', 'all there'],
  ['X', described(X)],
  ['Y', described(Y)],
  ['sampleWeights', sampleWeights ? hashed([Float32Array.from(sampleWeights)]) : 'none'],
]

const described = ({ values, count, size }: Samples): string =>
  `${count} samples of ${size} numbers, ${hashed([values.subarray(0, count * size)])}`

const hashed = (arrays: readonly Float32Array[]): string =>
  `hash ${hashOf(arrays).toString(16).padStart(8, '0')}`
