import {
  checkArray,
  checkNotNegative,
  checkObject,
  checkOneOf,
  checkPositive,
  checkWholeNumber,
  type Samples,
} from '@bilayer/core'
import {
  type AbortSignalLike,
  adam,
  binaryCrossEntropy,
  createMlp,
  type FitOptions,
  type FitResult,
  type Mlp,
} from '@bilayer/mlp'
import { type BackendSource, Home } from './backend-source.ts'
import type { EstimatorActivation } from './options.ts'
import { type Quantities, Quantifier } from './quantities.ts'
import { given, sigmas } from './settings.ts'

/** What goes in, and what is to come out: outputs are from 0 to 1. */
export interface Example {
  readonly input: Quantities
  readonly output: Quantities
}

/** How `train` trains; names are brain.js's where it has them. */
export interface TrainOptions {
  /** Where it computes; it must be given. */
  readonly backend?: BackendSource
  /** The sizes of the hidden layers. One of 16, or of half as many as there are inputs where that is more, unless given. */
  readonly hiddenLayers?: readonly number[]
  /** σ of the hidden layers. `tanh` unless given. */
  readonly activation?: EstimatorActivation
  /** The most epochs. 2000 unless given. */
  readonly iterations?: number
  /** Training ends once the error is no more than this. 0.005 unless given. */
  readonly errorThresh?: number
  /** That of Adam. 0.01 unless given. */
  readonly learningRate?: number
  /** The samples of one step. 32 unless given. */
  readonly batchSize?: number
  /** Draws the weights and the orders: a whole number from 0 to 2³² − 1. 0 unless given. */
  readonly seed?: number
  /** Once it is aborted, training ends after the batch at hand. */
  readonly signal?: AbortSignalLike
}

/** What came of training. */
export interface TrainedNet<Output> {
  /** What comes out, as outputs of the examples were. An input that is left out of an object is 0. */
  readonly run: (input: Quantities) => Promise<Output>
  /** How far outputs are from those of the examples: the mean of the cross-entropy of an output, less the least it can be. */
  readonly error: number
  readonly iterations: number
  readonly model: Mlp
  /** Frees the network, and closes the backend where one was made for it. */
  readonly dispose: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** What comes out: a list where the examples had lists, or else an object. */
export type OutputLike<Output extends Quantities> =
  Output extends ArrayLike<number> ? number[] : Record<string, number>

/**
 * Trains a network on examples, as brain.js does: numbers in lists, or in objects, in which what is left out is 0.
 *
 * Rejects with `ArgumentError` or `ShapeError` for examples and options that are none, naming the place.
 */
export async function train<E extends Example>(
  examples: readonly E[],
  options: TrainOptions = {},
): Promise<TrainedNet<OutputLike<E['output']>>> {
  checkObject('options', options, '{ iterations: 1000 }')
  checkArray('data', examples, '{ input, output }')
  for (const [i, example] of examples.entries()) {
    checkObject(`data[${i}]`, example, '{ input: [0, 1], output: [1] }')
  }
  const inputs = new Quantifier(
    'input',
    examples.map(({ input }) => input),
  )
  const outputs = new Quantifier(
    'output',
    examples.map(({ output }) => output),
    { least: 0, most: 1 },
  )
  const X = inputs.samples
  const Y = outputs.samples
  const settings = { ...defaultsFor(X.size), ...given(options) }
  checkSettings(settings)
  const { hiddenLayers, activation, iterations, errorThresh, learningRate, seed, signal } = settings
  const layers = [X.size, ...hiddenLayers, Y.size]
  const batchSize = Math.min(settings.batchSize, X.count)

  const home = new Home(options.backend)
  try {
    const backend = await home.open(layers, batchSize)
    const model = createMlp(backend, {
      layers,
      seed,
      initialisation: 'glorot',
      activation: sigmas[activation],
    })
    const dispose = async (): Promise<void> => {
      model.dispose()
      await home.close()
    }
    const least = entropyOf(Y.values) / X.count
    const errorOf = (loss: number): number => Math.max(0, loss - least) / Y.size
    const { losses } = await fitOrDispose(model, X, Y, {
      epochs: iterations,
      batchSize,
      learningRate,
      seed,
      loss: binaryCrossEntropy,
      optimiser: adam(),
      ...(signal !== undefined && { signal }),
      onEpoch: ({ loss }) => (errorOf(loss) <= errorThresh ? 'stop' : undefined),
    })
    return {
      run: async (input) => {
        const { values } = await model.predict(inputs.read('input', input))
        return outputs.write(values.map((logOdds) => 1 / (1 + Math.exp(-logOdds)))) as OutputLike<E['output']>
      },
      error: errorOf(losses.at(-1) ?? Number.NaN),
      iterations: losses.length,
      model,
      dispose,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await home.close()
    throw error
  }
}

/** Trains a model that is of no use to anybody where that fails. */
async function fitOrDispose(model: Mlp, X: Samples, Y: Samples, options: FitOptions): Promise<FitResult> {
  try {
    return await model.fit(X, Y, options)
  } catch (error) {
    model.dispose()
    throw error
  }
}

const defaultsFor = (inputs: number) =>
  ({
    hiddenLayers: [Math.max(16, Math.floor(inputs / 2))],
    activation: 'tanh',
    iterations: 2000,
    errorThresh: 0.005,
    learningRate: 0.01,
    batchSize: 32,
    seed: 0,
  }) as const

function checkSettings(settings: Required<Omit<TrainOptions, 'backend' | 'signal'>>): void {
  const { hiddenLayers, activation, iterations, errorThresh, learningRate, batchSize } = settings
  checkArray('hiddenLayers', hiddenLayers, 'whole numbers')
  for (const [l, size] of hiddenLayers.entries()) {
    checkWholeNumber(`hiddenLayers[${l}]`, size, { least: 1 })
  }
  checkOneOf('activation', activation, Object.keys(sigmas))
  checkWholeNumber('iterations', iterations, { least: 1 })
  checkNotNegative('errorThresh', errorThresh)
  checkPositive('learningRate', learningRate)
  checkWholeNumber('batchSize', batchSize, { least: 1 })
}

/** −Σ (y log y + (1 − y) log(1 − y)): what is left of the cross-entropy when every output is right. */
const entropyOf = (targets: Float32Array): number =>
  targets.reduce((sum, y) => sum - xLogX(y) - xLogX(1 - y), 0)

const xLogX = (x: number): number => (x === 0 ? 0 : x * Math.log(x))
