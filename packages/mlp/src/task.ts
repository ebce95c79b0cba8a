import type { Communicator, Samples } from '@bilayer/core'
import {
  areBatches,
  type Batch,
  type Batches,
  type BatchSource,
  checkBatch,
  shuffledBatches,
} from './batches.ts'
import {
  checkFitOptions,
  checkTrainingOptions,
  type FitOptions,
  type StepOptions,
  stepOptionsOf,
  type TrainingOptions,
} from './fit-options.ts'
import type { Ranks } from './ranks/ranks.ts'

/** What `fit` takes: samples that are all there, or batches of them that come from elsewhere. */
export type FitArguments =
  | readonly [X: Samples, Y: Samples, options: FitOptions]
  | readonly [batches: Batches, options: TrainingOptions]

/** What a call of `fit` asks for, once it is checked. The code that few calls need is loaded for them. */
export interface Task extends Source {
  /** What a step is. */
  readonly step: StepOptions
  /** Loaded where the training goes on from another. */
  readonly rare: typeof import('./rare.ts') | undefined
}

/** What is trained on, and how. */
interface Source {
  readonly source: BatchSource
  readonly options: TrainingOptions & Partial<FitOptions>
  /** All there are, unless they come in batches. */
  readonly samples: Batch | undefined
}

/** Rejects with `ArgumentError` or `ShapeError` where a call does not fit a network of that many inputs and outputs. */
export async function taskOf(given: FitArguments, inputs: number, outputs: number): Promise<Task> {
  const source = isOfBatches(given)
    ? await ofBatches(given, inputs, outputs)
    : await ofSamples(given, inputs, outputs)
  const { options } = source
  const goesOn = options.resume !== undefined || options.continued === true
  return {
    ...source,
    step: await stepOptionsOf(options),
    rare: goesOn ? await import('./rare.ts') : undefined,
  }
}

async function ofBatches(
  [batches, options]: readonly [Batches, TrainingOptions],
  inputs: number,
  outputs: number,
): Promise<Source> {
  checkTrainingOptions(options)
  const { givenBatches } = await import('./rare.ts')
  return { source: givenBatches(batches, inputs, outputs), options, samples: undefined }
}

async function ofSamples(
  [X, Y, options]: readonly [Samples, Samples, FitOptions],
  inputs: number,
  outputs: number,
): Promise<Source> {
  const samples: Batch = { X, Y, ...weightsOf(options) }
  checkBatch(samples, inputs, outputs)
  checkFitOptions(options)
  const batches = await batchesFor(samples, options)
  return { source: batches(samples, options.batchSize), options, samples }
}

/** How the samples come in batches. */
async function batchesFor({ X, sampleWeights }: Batch, { resident = false }: FitOptions) {
  if (!resident && sampleWeights === undefined) return shuffledBatches
  const { checkWeights, residentBatches, weightedBatches } = await import('./rare.ts')
  if (sampleWeights !== undefined) checkWeights(sampleWeights, X.count)
  return resident ? residentBatches : weightedBatches
}

/** By what a call of `fit` is shared with other ranks, if it is. */
export function communicatorOf(given: FitArguments): Communicator | undefined {
  const options: TrainingOptions | undefined = isOfBatches(given) ? given[1] : given[2]
  return options?.communicator
}

/** The ranks of a training, if there are others. Throws `ArgumentError` for what is no communicator. */
export async function ranksOn(communicator: Communicator): Promise<Ranks | undefined> {
  const { ranksOf } = await import('./rare.ts')
  return ranksOf(communicator)
}

const isOfBatches = (given: FitArguments): given is readonly [Batches, TrainingOptions] =>
  areBatches(given[0])

const weightsOf = (options: FitOptions | undefined): Pick<Batch, 'sampleWeights'> =>
  options?.sampleWeights === undefined ? {} : { sampleWeights: options.sampleWeights }
