import brain from 'brain.js'
import type { Library, Trainer } from '../library.ts'
import { packageVersion } from '../package-version.ts'
import type { Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'

/** brain.js by its own `train`, with the settings of its documentation. */
export const brainJs: Library = {
  name: 'brain.js',
  version: packageVersion('brain.js'),
  differs:
    'its own trainer: an update after every sample, σ a sigmoid on both layers, learning rate 0.3, momentum 0.1, float32',
  trainer: async (problem) => createTrainer(problem),
}

function createTrainer({ size: [m0, m1, m2], X, Y }: Problem): Trainer {
  const network = new brain.NeuralNetwork({ hiddenLayers: [m1], activation: 'sigmoid' })
  let batch = pairs(X, Y, m0, m2)
  const step = () => {
    network.train(batch, { iterations: 1, errorThresh: 1e-9, learningRate: 0.3, momentum: 0.1 })
  }
  return {
    time: timed(step),
    load: (nextX, nextY) =>
      elapsed(async () => {
        batch = pairs(nextX, nextY, m0, m2)
      }),
    parameters: async () => {
      const { weights, biases } = network as unknown as State
      return {
        W1: flat(weights[1]),
        b1: Float32Array.from(biases[1]),
        W2: flat(weights[2]),
        b2: Float32Array.from(biases[2]),
      }
    },
    activation: 'sigmoid',
    dispose: async () => {},
  }
}

/** What its types leave out. */
interface State {
  /** Of each layer, of each unit. The first layer is the input's. */
  readonly weights: readonly (readonly ArrayLike<number>[])[]
  readonly biases: readonly ArrayLike<number>[]
}

const flat = (rows: readonly ArrayLike<number>[]): Float32Array =>
  Float32Array.from(rows.flatMap((row) => Array.from(row)))

interface Pair {
  readonly input: number[]
  readonly output: number[]
}

function pairs(X: Float32Array, Y: Float32Array, m0: number, m2: number): Pair[] {
  return Array.from({ length: X.length / m0 }, (_, i) => ({
    input: Array.from(X.subarray(i * m0, (i + 1) * m0)),
    output: Array.from(Y.subarray(i * m2, (i + 1) * m2)),
  }))
}
