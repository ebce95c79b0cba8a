import {
  checkBoolean,
  checkFunction,
  checkNotNegative,
  checkObject,
  type Checkpoint,
  checkPositive,
  checkWholeNumber,
  type Communicator,
  wrongArgument,
} from '@bilayer/core'
import { checkSignal, type AbortSignalLike } from './abort-signal.ts'
import { checkLoss } from './check-arguments.ts'
import { type Loss, meanSquaredError } from './loss.ts'
import { type Optimiser, plainDescent } from './optimiser.ts'
import type { Regularise } from './regularise.ts'
import { constant, type Schedule } from './schedule.ts'

/** How to train on batches that are given, which have their own size, order and weights. */
export interface TrainingOptions {
  /** How often each sample is seen. */
  readonly epochs: number
  /** η. */
  readonly learningRate: number
  /** The mean-squared error unless given. */
  readonly loss?: Loss
  /** Plain stochastic gradient descent unless given. */
  readonly optimiser?: Optimiser
  /** What becomes of the learning rate from step to step. It stays unless given. */
  readonly schedule?: Schedule
  /** λ: adds the penalty (λ/2) Σ ‖Wₗ‖² to what is made small, though not to the loss that is told. 0 unless given. */
  readonly weightDecay?: number
  /** The largest global norm of the gradients of a step; they are scaled down to it. No limit unless given. */
  readonly clipNorm?: number
  /** Once it is aborted, training stops after the batch at hand; the network keeps what it has learnt. */
  readonly signal?: AbortSignalLike
  /** Awaited after each batch. Training ends after one for which it returns `'stop'`. */
  readonly onBatch?: Observer
  /** Awaited after each epoch. Training ends after one for which it returns `'stop'`. */
  readonly onEpoch?: Observer
  /** Batches between two readings of the loss for `onBatch`: a reading waits for the device. 16 unless given. */
  readonly reportEvery?: number
  /**
   * Whether the optimiser, the count of steps and the order of samples go on from the model's last training, if there was one,
   * while the epochs are counted anew. False unless given.
   */
  readonly continued?: boolean
  /** Where to go on. With the same data and options, training ends with the same bits as if it had not been interrupted. */
  readonly resume?: Checkpoint
  /**
   * Trains one model on several ranks, each of which calls `fit` with the same samples, or batches, and the same options. A rank takes
   * its part of each batch, and gradients are summed, so that the step is that of one process on the whole batch. Beside `ArgumentError`
   * for what differs between ranks, `fit` rejects with `CommunicatorError` where another rank fails. It is left open. One process alone
   * unless given.
   */
  readonly communicator?: Communicator
}

/** How to train on samples that are all there. */
export interface FitOptions extends TrainingOptions {
  /** n: the samples of one step. The last batch of an epoch may be smaller. */
  readonly batchSize: number
  /** Orders the samples anew in each epoch; one seed gives one order on every platform. 0 unless given. */
  readonly seed?: number
  /** How much each sample counts: ℓ = (1/n) Σᵢ wᵢ ℓᵢ. All count 1 unless given. */
  readonly sampleWeights?: ArrayLike<number>
  /**
   * Whether all samples are uploaded once, and batches gathered on the backend, rather than uploaded one by one. The numbers are the
   * same. It saves some hundredths of a step, or more where an upload is slow, as to a graphics processor, for a second copy of
   * all samples. False unless given.
   */
  readonly resident?: boolean
}

/** Hears how far training is. */
// oxlint-disable-next-line typescript/no-invalid-void-type -- most observers return nothing
export type Observer = (progress: Progress) => void | 'stop' | Promise<void | 'stop'>

/** How far training is. */
export interface Progress {
  /** 1 for the first. */
  readonly epoch: number
  readonly epochs: number
  /** 1 for the first of the epoch. */
  readonly batch: number
  /** ∞ where that is not known. */
  readonly batches: number
  /** Samples trained on since the start. */
  readonly samples: number
  /** The mean loss of this epoch's batches, each before its step, as of the last reading. */
  readonly loss: number
}

/** The options that say what a step is. */
export type StepOptions = Required<
  Pick<TrainingOptions, 'learningRate' | 'loss' | 'optimiser' | 'schedule'>
> & {
  /** What `weightDecay` and `clipNorm` ask for, where they do. */
  readonly regularise: Regularise | undefined
}

/** Throws `ArgumentError` for options that are none. */
export function checkFitOptions(options: FitOptions): void {
  checkTrainingOptions(options)
  const { batchSize, resident = false } = options
  checkWholeNumber('batchSize', batchSize, { least: 1 })
  checkBoolean('resident', resident)
}

/** Throws `ArgumentError` for options that are none. */
export function checkTrainingOptions(options: TrainingOptions): void {
  checkObject('options', options, '{ epochs: 10, batchSize: 32, learningRate: 0.1 }')
  const { epochs, learningRate, reportEvery = 1, continued = false, clipNorm = 1, weightDecay = 0 } = options
  checkWholeNumber('epochs', epochs, { least: 1 })
  checkPositive('learningRate', learningRate)
  checkWholeNumber('reportEvery', reportEvery, { least: 1 })
  checkBoolean('continued', continued)
  checkPositive('clipNorm', clipNorm)
  checkNotNegative('weightDecay', weightDecay)
  checkSignal(options.signal)
  for (const name of ['onBatch', 'onEpoch', 'schedule'] as const) {
    if (options[name] !== undefined) checkFunction(name, options[name])
  }
  if (options.optimiser !== undefined) checkOptimiser(options.optimiser)
}

/** Those of the options that say what a step is. Rejects with `ArgumentError` for a loss that is none. */
export const stepOptionsOf = async ({
  learningRate,
  loss = meanSquaredError,
  optimiser = plainDescent,
  schedule = constant(),
  weightDecay = 0,
  clipNorm,
}: TrainingOptions): Promise<StepOptions> => ({
  learningRate,
  loss: checkLoss(loss),
  optimiser,
  schedule,
  regularise:
    weightDecay > 0 || clipNorm !== undefined
      ? (await import('./rare.ts')).regularised(weightDecay, clipNorm)
      : undefined,
})

function checkOptimiser(optimiser: unknown): void {
  const { name, keeps, step } = (optimiser ?? {}) as Partial<Optimiser>
  if (typeof name === 'string' && Array.isArray(keeps) && typeof step === 'function') return
  throw wrongArgument(
    'optimiser',
    optimiser,
    'an optimiser: sgd(), rmsProp(), adam(), adamW(), or one like them',
  )
}
