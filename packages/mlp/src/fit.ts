import {
  BilayerError,
  checkFunction,
  checkObject,
  checkPositive,
  checkWholeNumber,
  createRandom,
  DisposedError,
  type Matrix,
  permutation,
  type Samples,
  selectSamples,
} from '@bilayer/core'
import { createBreather } from './breathe.ts'
import { checkLoss } from './check-arguments.ts'
import { backward, forward } from './gradients.ts'
import { type Loss, meanSquaredError, sumOf } from './loss.ts'
import { sgd } from './sgd.ts'
import { checkSignal, type AbortSignalLike } from './abort-signal.ts'
import type { Trainee } from './trainee.ts'

/** How to train. */
export interface FitOptions {
  /** How often each sample is seen. */
  readonly epochs: number
  /** n: the samples of one step. The last batch of an epoch may be smaller. */
  readonly batchSize: number
  /** η. */
  readonly learningRate: number
  /** Orders the samples anew in each epoch; one seed gives one order on every platform. 0 unless given. */
  readonly seed?: number
  readonly loss?: Loss
  /** Once it is aborted, training stops after the batch at hand; the network keeps what it has learnt. */
  readonly signal?: AbortSignalLike
  /** Awaited after each batch. */
  readonly onBatch?: (progress: Progress) => void | Promise<void>
  /** Awaited after each epoch. */
  readonly onEpoch?: (progress: Progress) => void | Promise<void>
  /** Batches between two readings of the loss for `onBatch`: a reading waits for the device. 16 unless given. */
  readonly reportEvery?: number
}

/** How far training is. */
export interface Progress {
  /** 1 for the first. */
  readonly epoch: number
  readonly epochs: number
  /** 1 for the first of the epoch. */
  readonly batch: number
  readonly batches: number
  /** Samples trained on since the start. */
  readonly samples: number
  /** The mean loss of this epoch's batches, each before its step, as of the last reading. */
  readonly loss: number
}

/** What came of training. */
export interface FitResult {
  /** The mean loss of each finished epoch. */
  readonly losses: readonly number[]
  /** Whether the signal ended it. */
  readonly stopped: boolean
}

/** Numbers that are no longer finite: the loss in training, or the outputs of a network that was trained so. */
export class DivergedError extends BilayerError {
  override readonly name = 'DivergedError'
  readonly code = 'BILAYER_DIVERGED'
}

/** How a step is taken. */
interface StepOptions {
  readonly learningRate: number
  readonly loss: Loss
}

/**
 * Trains by mini-batch stochastic gradient descent. Throws `ArgumentError` for options that are none, `DivergedError` when the
 * loss stops being finite, the network then holding the last step's parameters, and `DisposedError` when the model is disposed
 * meanwhile.
 */
export async function fit(trainee: Trainee, X: Samples, Y: Samples, options: FitOptions): Promise<FitResult> {
  checkOptions(options)
  const { epochs, batchSize, seed = 0, signal, onBatch, onEpoch, reportEvery = 16 } = options
  const { learningRate, loss: given = meanSquaredError } = options
  const stepOptions: StepOptions = { learningRate, loss: checkLoss(given) }
  const random = createRandom(seed)
  const breathe = createBreather()
  const batches = Math.ceil(X.count / batchSize)
  const losses: number[] = []
  let samples = 0

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = permutation(X.count, random)
    using total = new RunningTotal()
    let loss = Number.NaN
    for (let batch = 1; batch <= batches; batch++) {
      if (signal?.aborted === true) return { losses, stopped: true }
      const indices = order.subarray((batch - 1) * batchSize, batch * batchSize)
      total.add(
        step(trainee, selectSamples(X, indices), selectSamples(Y, indices), stepOptions),
        indices.length,
      )
      samples += indices.length
      if (batch === batches || batch % reportEvery === 1 % reportEvery)
        loss = await finite(total.mean(), epoch, learningRate)
      await onBatch?.({ epoch, epochs, batch, batches, samples, loss })
      await breathe()
      checkTraining(trainee)
    }
    losses.push(loss)
    await onEpoch?.({ epoch, epochs, batch: batches, batches, samples, loss })
    checkTraining(trainee)
  }
  return { losses, stopped: false }
}

/** One step on one batch. Returns the column that adds up to n·ℓ before the step. */
function step(trainee: Trainee, X: Samples, Y: Samples, { learningRate, loss }: StepOptions): Matrix {
  const { backend, network } = trainee
  const { updated, total } = backend.scope(() => {
    const inputs = backend.matrix(X.count, X.size, X.values).T
    const targets = backend.matrix(Y.count, Y.size, Y.values).T
    const activations = forward(network, inputs)
    const outputs = activations[network.length]
    const gradients = backward(network, activations, loss.gradient(outputs, targets))
    return { updated: sgd(network, gradients, learningRate), total: loss.total(outputs, targets) }
  })
  trainee.replace(updated)
  return total
}

/** Adds up the losses of an epoch's batches where they are, so that a batch need not wait to be read. */
class RunningTotal {
  #total: Matrix | undefined
  #samples = 0

  /** Takes the column over. */
  add(column: Matrix, samples: number): void {
    this.#samples += samples
    const before = this.#total
    if (!before) {
      this.#total = column
      return
    }
    try {
      this.#total = before.backend.axpy(1, before, column)
      before.dispose()
    } finally {
      column.dispose()
    }
  }

  async mean(): Promise<number> {
    return this.#total ? (await sumOf(this.#total)) / this.#samples : Number.NaN
  }

  [Symbol.dispose](): void {
    this.#total?.dispose()
  }
}

async function finite(pending: Promise<number>, epoch: number, learningRate: number): Promise<number> {
  const loss = await pending
  if (Number.isFinite(loss)) return loss
  throw new DivergedError(
    `The loss became ${loss} in epoch ${epoch}. The learning rate ${learningRate} may be too large, or the numbers of X and Y are.`,
  )
}

function checkTraining({ disposed }: Trainee): void {
  if (!disposed) return
  throw new DisposedError(
    'fit: the model was disposed while it was being trained. Await fit, or abort its signal, before you dispose the model.',
  )
}

function checkOptions(options: FitOptions): void {
  checkObject('options', options, '{ epochs: 10, batchSize: 32, learningRate: 0.1 }')
  const { epochs, batchSize, learningRate, reportEvery = 1, signal, onBatch, onEpoch } = options
  for (const [label, value] of Object.entries({ epochs, batchSize, reportEvery })) {
    checkWholeNumber(label, value, { least: 1 })
  }
  checkPositive('learningRate', learningRate)
  checkSignal(signal)
  if (onBatch !== undefined) checkFunction('onBatch', onBatch)
  if (onEpoch !== undefined) checkFunction('onEpoch', onEpoch)
}
