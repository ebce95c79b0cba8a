import {
  allocate,
  type Backend,
  checkBackend,
  checkLabelled,
  checkObject,
  type Checkpoint,
  type Parameter,
  readLabels,
  type Samples,
} from '@bilayer/core'
import { createBreather } from './breathe.ts'
import { checkSamplesOf, checkSome } from './check-samples.ts'
import { type Activation, relu } from './activation.ts'
import { fit, type FitResult } from './fit.ts'
import { forward } from './gradients.ts'
import { type Initialisation, initialise } from './initialise.ts'
import type { Network } from './network.ts'
import { networkOf, parametersOf, replacementOf } from './parameters.ts'
import type { Ranks } from './ranks/ranks.ts'
import { communicatorOf, type FitArguments, ranksOn, taskOf } from './task.ts'
import { Trainee } from './trainee.ts'
import { beginTraining, type Training } from './training.ts'

/**
 * A multilayer perceptron that lives on one backend. Each call takes samples that fit the network, and rejects with
 * `ArgumentError` or `ShapeError`, naming the argument, where they do not; after `dispose` it rejects with `DisposedError`.
 */
export interface Mlp {
  readonly backend: Backend
  /** The sizes of its layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** σ of each layer. */
  readonly activations: readonly Activation[]
  /** Its parameters now; each training step replaces them. */
  readonly network: Network
  /**
   * Trains on inputs X and targets Y, all of whose numbers are finite, or on batches of them. One call at a time: a second rejects
   * with `BusyError`. Rejects with `DivergedError` when the loss is no longer a number.
   */
  readonly fit: (...given: FitArguments) => Promise<FitResult>
  /**
   * f(x) for each sample. While the model is trained all samples see one network, that of the call, which is kept alive so long.
   */
  readonly predict: (X: Samples) => Promise<Samples>
  /**
   * The number of the largest output for each sample, the first of equals. Where an output is NaN none is the largest: then it
   * rejects, with `ArgumentError` where the sample is not finite, or `DivergedError`.
   */
  readonly classify: (X: Samples) => Promise<Uint32Array>
  /** The share of samples, 0 to 1, that `classify` finds to be what `labels` names. It needs one sample at least. */
  readonly score: (X: Samples, labels: ArrayLike<number>) => Promise<number>
  /** A copy of every parameter, to store; `restoreMlp` takes it back. */
  readonly parameters: () => Promise<Parameter[]>
  /**
   * Takes other parameters, such as `parameters()` gave at another time. Throws `ArgumentError` for what are no parameters, and
   * `ShapeError` where they do not fit the network, which is then left as it is.
   */
  readonly setParameters: (parameters: readonly Parameter[]) => void
  /**
   * All that the last training, or the one that runs, needs to go on where it is: `fit`'s option `resume` takes it. Called in
   * `onBatch` or `onEpoch`, it is of the batch or epoch that ended. Rejects with `ArgumentError` where there was none.
   */
  readonly checkpoint: () => Promise<Checkpoint>
  /**
   * Moves the model, and its training where one runs, to another backend, with the same numbers bit for bit. It resolves once all
   * is there; the old backend is left open. Rejects where there is no room, and the model stays where it was, and with `BusyError`
   * while it is trained with other ranks.
   */
  readonly to: (backend: Backend) => Promise<void>
  /** Frees the parameters at once. A `fit` that runs, and a `predict` that has samples left, rejects with `DisposedError`. */
  readonly dispose: () => void
  readonly [Symbol.dispose]: () => void
}

/** What a new network is made of. */
export interface MlpOptions {
  /** The sizes of its layers, such as `[784, 128, 10]`. */
  readonly layers: readonly number[]
  /** Draws the weights: a whole number from 0 to 2³² − 1. 0 unless given. */
  readonly seed?: number
  readonly initialisation?: Initialisation
  /** σ of all layers but the last, behind which there is none, or of each layer. `relu` unless given. */
  readonly activation?: Activation | readonly Activation[]
}

/** How parameters form a network. */
export type RestoreOptions = Pick<MlpOptions, 'activation'>

/**
 * A new, untrained network on a backend. Throws `ArgumentError` for layers or a seed that are none, and where there is no room
 * for the network `BackendFailedError` or `ShapeError`, before a weight is drawn.
 */
export function createMlp(backend: Backend, options: MlpOptions): Mlp {
  checkObject('options', options, '{ layers: [784, 128, 10] }')
  const { layers, seed = 0, initialisation = 'he', activation = relu } = options
  return mlpOf(initialise(backend, layers, seed, initialisation, activation))
}

/**
 * The network that `parameters()` described, on any backend. Throws `ArgumentError` for what are no parameters and `ShapeError`
 * where they form no network.
 */
export function restoreMlp(
  backend: Backend,
  parameters: readonly Parameter[],
  options: RestoreOptions = {},
): Mlp {
  checkBackend('backend', backend)
  checkObject('options', options, '{ activation: tanh }')
  const { activation = relu } = options
  return mlpOf(networkOf(backend, parameters, activation))
}

/** Samples that go through the network at a time when nothing is learnt: enough to keep any device busy. */
const PREDICTION_BATCH = 1024

function mlpOf(initial: Network): Mlp {
  const trainee = new Trainee(initial)
  const layers = [initial[0].W.cols, ...initial.map(({ W }) => W.rows)]
  const activations = initial.map(({ activation }) => activation)
  const [inputs, outputs] = [layers[0], layers[layers.length - 1]]
  /** The training that runs, or else the last one. */
  let training: Training | undefined
  let busy = false
  /** Those that the training which runs is shared with. */
  let ranks: Ranks | undefined

  const train = async (...given: FitArguments): Promise<FitResult> => {
    if (busy) {
      trainee.checkAlive('fit')
      throw (await import('./rare.ts')).trainedAlready()
    }
    busy = true
    try {
      const communicator = communicatorOf(given)
      ranks = communicator === undefined ? undefined : await ranksOn(communicator)
      return await (ranks ? ranks.run(() => trainOn(given)) : trainOn(given))
    } finally {
      ranks = undefined
      busy = false
    }
  }

  const trainOn = async (given: FitArguments): Promise<FitResult> => {
    trainee.checkAlive('fit')
    const task = await taskOf(given, inputs, outputs)
    try {
      await trainee.settled
      trainee.checkInTraining()
      training = beginTraining(trainee, task, training)
      await ranks?.meet(trainee, training, task)
      const result = await fit(trainee, training, task, ranks)
      await training.pause()
      return result
    } catch (error) {
      training = undefined
      if (!trainee.disposed) trainee.replace({ network: trainee.network, kept: [] })
      throw error
    } finally {
      task.source.dispose?.()
    }
  }

  const predict = async (X: Samples): Promise<Samples> => {
    trainee.checkAlive('predict')
    checkSamplesOf(inputs, 'X', X)
    const values = allocate('predict', X.count * outputs)
    const breathe = createBreather()
    const { backend } = trainee
    using hold = trainee.hold()
    for (let from = 0; from < X.count; from += PREDICTION_BATCH) {
      trainee.checkAlive('predict')
      const to = Math.min(from + PREDICTION_BATCH, X.count)
      const batch = X.values.subarray(from * inputs, to * inputs)
      using F = backend.scope(() => {
        const A = forward(hold.network, backend.matrix(to - from, inputs, batch).T)
        return A[initial.length]
      })
      values.set(await F.T.read(), from * outputs)
      await breathe()
    }
    return { values, count: X.count, size: outputs }
  }

  const classify = async (X: Samples): Promise<Uint32Array> => {
    const { values, count } = await predict(X)
    const found = new Uint32Array(count)
    for (let i = 0; i < count; i++) {
      const row = values.subarray(i * outputs, (i + 1) * outputs)
      if (row.some(Number.isNaN)) throw (await import('./rare.ts')).noLargest(X, i)
      found[i] = largest(row)
    }
    return found
  }

  const score = async (X: Samples, labels: ArrayLike<number>): Promise<number> => {
    trainee.checkAlive('score')
    checkSamplesOf(inputs, 'X', X)
    checkSome('a score', X)
    const checked = readLabels('score', labels, outputs)
    checkLabelled('score', X, checked)
    const found = await classify(X)
    return found.filter((label, i) => label === checked[i]).length / X.count
  }

  const parameters = async (): Promise<Parameter[]> => {
    trainee.checkAlive('parameters')
    return parametersOf(trainee.network)
  }

  const setParameters = (given: readonly Parameter[]): void => {
    trainee.checkAlive('setParameters')
    const network = replacementOf(trainee.network, given)
    trainee.replace({ ...trainee.trained, network })
  }

  const checkpoint = async (): Promise<Checkpoint> => {
    trainee.checkAlive('checkpoint')
    if (training) return training.checkpoint()
    throw (await import('./rare.ts')).notTrained()
  }

  const to = async (backend: Backend): Promise<void> => {
    trainee.checkAlive('to')
    checkBackend('backend', backend)
    if (ranks) throw (await import('./rare.ts')).trainedWithOthers()
    await trainee.moveBy(async () => (await import('./rare.ts')).move(trainee, backend))
  }

  const dispose = (): void => trainee.dispose()

  return {
    get backend() {
      return trainee.backend
    },
    layers,
    activations,
    get network() {
      return trainee.network
    },
    fit: train,
    predict,
    classify,
    score,
    parameters,
    setParameters,
    checkpoint,
    to,
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** The index of the largest number; the first of equals. */
const largest = (values: Float32Array): number =>
  values.reduce((best, value, i) => (value > values[best] ? i : best), 0)
