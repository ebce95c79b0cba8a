import {
  allocate,
  ArgumentError,
  type Backend,
  checkBackend,
  checkArray,
  checkOneOf,
  checkWholeNumber,
  createRandom,
  describeValue,
  type Random,
} from '@bilayer/core'
import type { Network } from './network.ts'

/**
 * How the weights are drawn, uniformly from [−a, a]; biases are 0.
 *
 * - `he`: a = √(6 / in) (K. He et al., Delving Deep into Rectifiers, 2015).
 * - `glorot`: a = √(6 / (in + out)) (X. Glorot and Y. Bengio, Understanding the Difficulty of Training Deep Feedforward
 *   Neural Networks, 2010).
 */
export type Initialisation = 'he' | 'glorot'

const limits: Record<Initialisation, (inputs: number, outputs: number) => number> = {
  he: (inputs) => Math.sqrt(6 / inputs),
  glorot: (inputs, outputs) => Math.sqrt(6 / (inputs + outputs)),
}

/**
 * A new network with layers of the given sizes, from the input's m0 to the output's. One seed gives the same numbers on
 * every backend and platform. Throws `ArgumentError` unless there are two sizes or more, each a whole number above 0, and where
 * there is no room for the network `BackendFailedError` or `ShapeError`, before a number is drawn. Nothing is left behind then.
 */
export function initialise(
  backend: Backend,
  layers: readonly number[],
  seed: number,
  initialisation: Initialisation = 'he',
): Network {
  checkBackend('backend', backend)
  checkLayers(layers)
  checkOneOf('initialisation', initialisation, Object.keys(limits))
  const random = createRandom(seed)
  const limit = limits[initialisation]
  return backend.scope(() => {
    // Room for every layer first: to draw a large one takes seconds, and would be in vain where another does not fit.
    const room = layers.slice(1).map((outputs, index) => ({
      W: backend.zeros(outputs, layers[index]),
      b: backend.zeros(outputs, 1),
    }))
    return room.map(({ W, b }) => {
      const weights = draw(W.rows * W.cols, limit(W.cols, W.rows), random)
      W.dispose()
      return { W: backend.matrix(W.rows, W.cols, weights), b }
    })
  })
}

/** So many numbers, each drawn uniformly from [−limit, limit]. */
function draw(count: number, limit: number, random: Random): Float32Array {
  const numbers = allocate('initialise', count)
  for (let i = 0; i < count; i++) numbers[i] = limit * (2 * random.uniform() - 1)
  return numbers
}

/** Throws `ArgumentError` unless there are two sizes or more, each a whole number above 0. */
export function checkLayers(layers: readonly number[]): void {
  checkArray('layers', layers, 'sizes, from the inputs to the outputs, such as [784, 128, 10]')
  if (layers.length < 2) {
    throw new ArgumentError(
      `layers is [${Array.from(layers, describeValue).join(', ')}]; it must be two or more sizes, from the inputs to the outputs, such as [784, 128, 10].`,
    )
  }
  for (const [index, size] of layers.entries()) checkWholeNumber(`layers[${index}]`, size, { least: 1 })
}
