import { ArgumentError, type Backend, checkOneOf, createRandom, describeValue } from '@bilayer/core'
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
 * every backend and platform. Throws `ArgumentError` unless there are two sizes or more, each a whole number above 0.
 */
export function initialise(
  backend: Backend,
  sizes: readonly number[],
  seed: number,
  initialisation: Initialisation = 'he',
): Network {
  checkLayers(sizes)
  checkOneOf('initialisation', initialisation, Object.keys(limits))
  const random = createRandom(seed)
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index]
    const limit = limits[initialisation](inputs, outputs)
    const weights = Float32Array.from({ length: outputs * inputs }, () => limit * (2 * random.uniform() - 1))
    return { W: backend.matrix(outputs, inputs, weights), b: backend.zeros(outputs, 1) }
  })
}

function checkLayers(sizes: readonly number[]): void {
  const fits =
    Array.isArray(sizes) && sizes.length >= 2 && sizes.every((size) => Number.isSafeInteger(size) && size > 0)
  if (fits) return
  const found = Array.isArray(sizes) ? `[${sizes.join(', ')}]` : describeValue(sizes)
  throw new ArgumentError(
    `layers is ${found}; it must be two or more whole numbers above 0, from the inputs to the outputs, such as [784, 128, 10].`,
  )
}
