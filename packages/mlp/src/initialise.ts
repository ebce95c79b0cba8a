import { allocate, type Backend, checkBackend, checkOneOf, createRandom, type Random } from '@bilayer/core'
import { type Activation, relu } from './activation.ts'
import { activationOfEach, checkLayers } from './layers.ts'
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
 * every backend and platform. An activation stands behind each layer but the last, or behind each that of a list. Throws
 * `ArgumentError` unless there are two sizes or more, each a whole number above 0, for what is no activation, and where there is no room for the network `BackendFailedError` or `ShapeError`, before a number is drawn. Nothing is left behind then.
 */
export function initialise(
  backend: Backend,
  layers: readonly number[],
  seed: number,
  initialisation: Initialisation = 'he',
  activation: Activation | readonly Activation[] = relu,
): Network {
  checkBackend('backend', backend)
  checkLayers(layers)
  checkOneOf('initialisation', initialisation, Object.keys(limits))
  const sigma = activationOfEach(activation, layers.length - 1)
  const random = createRandom(seed)
  const limit = limits[initialisation]
  return backend.scope(() => {
    // Room for every layer first: to draw a large one takes seconds, and would be in vain where another does not fit.
    const room = layers.slice(1).map((outputs, index) => ({
      W: backend.zeros(outputs, layers[index]),
      b: backend.zeros(outputs, 1),
    }))
    return room.map(({ W, b }, l) => {
      const weights = draw(W.rows * W.cols, limit(W.cols, W.rows), random)
      W.dispose()
      return { W: backend.matrix(W.rows, W.cols, weights), b, activation: sigma[l] }
    })
  })
}

/** So many numbers, each drawn uniformly from [−limit, limit]. */
function draw(count: number, limit: number, random: Random): Float32Array {
  const numbers = allocate('initialise', count)
  for (let i = 0; i < count; i++) numbers[i] = limit * (2 * random.uniform() - 1)
  return numbers
}
