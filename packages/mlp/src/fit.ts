import {
  ArgumentError,
  type Backend,
  BilayerError,
  checkPositive,
  checkWholeNumber,
  createRandom,
  type Matrix,
  permutation,
  type Samples,
  selectSamples,
} from '@bilayer/core'
import { createBreather } from './breathe.ts'
import { backward, forward } from './gradients.ts'
import { type Loss, meanSquaredError, sumOf } from './loss.ts'
import { disposeNetwork, type Network } from './network.ts'
import { sgd } from './sgd.ts'

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
  readonly signal?: { readonly aborted: boolean }
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

/** Training that cannot go on, because the loss is no longer a number. */
export class DivergedError extends BilayerError {
  override readonly name = 'DivergedError'
  readonly code = 'BILAYER_DIVERGED'
}

/** Where the network that is being trained lives; each step replaces it. */
export interface Trainee {
  readonly backend: Backend
  network: Network
}

/**
 * Trains by mini-batch stochastic gradient descent. Throws `ArgumentError` for options that are no such numbers, and
 * `DivergedError` when the loss stops being finite; the network then holds the last step's parameters.
 */
export async function fit(trainee: Trainee, X: Samples, Y: Samples, options: FitOptions): Promise<FitResult> {
  checkOptions(options, X.count)
  const { epochs, batchSize, seed = 0, signal, onBatch, onEpoch, reportEvery = 16 } = options
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
      total.add(step(trainee, selectSamples(X, indices), selectSamples(Y, indices), options), indices.length)
      samples += indices.length
      if (batch === batches || batch % reportEvery === 1 % reportEvery)
        loss = await finite(total.mean(), epoch, options)
      await onBatch?.({ epoch, epochs, batch, batches, samples, loss })
      await breathe()
    }
    losses.push(loss)
    await onEpoch?.({ epoch, epochs, batch: batches, batches, samples, loss })
  }
  return { losses, stopped: false }
}

/** One step on one batch. Returns the column that adds up to n·ℓ before the step. */
function step(
  trainee: Trainee,
  X: Samples,
  Y: Samples,
  { learningRate, loss = meanSquaredError }: FitOptions,
): Matrix {
  const { backend, network } = trainee
  const { updated, total } = backend.scope(() => {
    const inputs = backend.matrix(X.count, X.size, X.values).T
    const targets = backend.matrix(Y.count, Y.size, Y.values).T
    const activations = forward(network, inputs)
    const outputs = activations[network.length]
    const gradients = backward(network, activations, loss.gradient(outputs, targets))
    return { updated: sgd(network, gradients, learningRate), total: loss.total(outputs, targets) }
  })
  trainee.network = updated
  disposeNetwork(network)
  return total
}

/** Adds up the losses of an epoch's batches where they are, so that a batch need not wait to be read. */
class RunningTotal {
  #total: Matrix | undefined
  #samples = 0

  /** Takes the column over. */
  add(column: Matrix, samples: number): void {
    const before = this.#total
    this.#total = before ? before.backend.axpy(1, before, column) : column
    this.#samples += samples
    if (!before) return
    before.dispose()
    column.dispose()
  }

  async mean(): Promise<number> {
    return this.#total ? (await sumOf(this.#total)) / this.#samples : Number.NaN
  }

  [Symbol.dispose](): void {
    this.#total?.dispose()
  }
}

async function finite(
  pending: Promise<number>,
  epoch: number,
  { learningRate }: FitOptions,
): Promise<number> {
  const loss = await pending
  if (Number.isFinite(loss)) return loss
  throw new DivergedError(
    `The loss became ${loss} in epoch ${epoch}. The learning rate ${learningRate} may be too large, or the data hold values that are not finite.`,
  )
}

function checkOptions(
  { epochs, batchSize, learningRate, reportEvery = 1 }: FitOptions,
  samples: number,
): void {
  for (const [label, value] of Object.entries({ epochs, batchSize, reportEvery })) {
    checkWholeNumber(label, value, { least: 1 })
  }
  checkPositive('learningRate', learningRate)
  if (samples === 0) throw new ArgumentError('X has no samples; training needs at least one.')
}
