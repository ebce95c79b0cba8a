import { type Backend, createRandom, type Matrix } from '@bilayer/core'
import { descend, disposeNetwork, forward, gradients, identity, type Network, relu } from '@bilayer/mlp'

/** The training of a network, one step after the other, on batches of any size. */
export interface TrainingStep {
  /** Takes other samples to train on, so many of them. */
  readonly load: (samples: number) => void
  /** One step; it is computed when this settles. */
  readonly take: () => Promise<void>
  /** The outputs for the samples; they are computed when this settles. */
  readonly predict: () => Promise<void>
  readonly dispose: () => void
}

/** So small that no network learns, nor comes to numbers that are not finite, however many steps it takes. */
const LEARNING_RATE = 1e-6

/** A network on a backend, to be trained on numbers that are made up: `load` some before it takes a step. */
export function createTrainingStep(backend: Backend, layers: readonly number[]): TrainingStep {
  let network: Network = backend.scope(() =>
    layers.slice(1).map((outputs, index) => {
      const inputs = layers[index]
      return {
        W: backend.matrix(outputs, inputs, numbers(outputs * inputs, Math.sqrt(6 / inputs))),
        b: backend.zeros(outputs, 1),
        activation: index === layers.length - 2 ? identity : relu,
      }
    }),
  )
  let samples: readonly Matrix[] = []
  const disposeSamples = (): void => {
    for (const matrix of samples) matrix.dispose()
  }

  return {
    load: (count) => {
      disposeSamples()
      samples = [layers[0], layers[layers.length - 1]].map((size) =>
        backend.matrix(count, size, numbers(count * size, 1)),
      )
    },
    take: async () => {
      const [X, Y] = samples
      const before = network
      network = backend.scope(() => descend(before, gradients(before, X.T, Y.T), LEARNING_RATE))
      disposeNetwork(before)
      await backend.sync()
    },
    predict: async () => {
      const [X] = samples
      backend.scope(() => {
        forward(network, X.T)
      })
      await backend.sync()
    },
    dispose: () => {
      disposeNetwork(network)
      disposeSamples()
    },
  }
}

/** Numbers that are drawn before they are repeated: how long a step takes does not hang on what they are, but drawing does. */
const DRAWN = 1021

/** So many numbers from −limit to limit. */
function numbers(length: number, limit: number): Float32Array {
  const { uniform } = createRandom(0)
  const drawn = Float32Array.from({ length: Math.min(length, DRAWN) }, () => limit * (2 * uniform() - 1))
  const repeated = new Float32Array(length)
  repeated.set(drawn)
  for (let done = DRAWN; done < length; done *= 2) repeated.copyWithin(done, 0, done)
  return repeated
}
