import { grad, type Array as JaxArray, jit, nn, numpy as np } from '@jax-js/jax'
import type { Problem } from '../../problem.ts'

/** The training of a network by jax-js, on its default device. */
export interface Training {
  readonly step: () => void
  /** W1, b1, W2 and b2 as they are now. */
  readonly parameters: () => readonly JaxArray[]
  /** Takes another batch. */
  readonly load: (X: Float32Array, Y: Float32Array) => void
  readonly dispose: () => void
}

type Network = { W1: JaxArray; b1: JaxArray; W2: JaxArray; b2: JaxArray }

/** The step is compiled by `jit`. An array that is used up is freed; `ref` keeps it. */
export function createTraining({ size: [m0, m1, m2, n], learningRate, ...values }: Problem): Training {
  const matrix = (data: Float32Array, cols: number) => vector(data).reshape([data.length / cols, cols])

  const loss = ({ W1, b1, W2, b2 }: Network, X: JaxArray, Y: JaxArray): JaxArray => {
    const S = nn.relu(np.matmul(X, np.transpose(W1)).add(b1))
    const R = np.matmul(S, np.transpose(W2)).add(b2).sub(Y)
    return np.square(R).sum().div(n)
  }
  const updated = (parameter: JaxArray, gradient: JaxArray) => parameter.sub(gradient.mul(learningRate))
  const step = jit((network: Network, X: JaxArray, Y: JaxArray): Network => {
    const { W1, b1, W2, b2 } = network
    const kept = { W1: W1.ref, b1: b1.ref, W2: W2.ref, b2: b2.ref }
    const d = grad(loss)(kept, X, Y)
    return {
      W1: updated(W1, d.W1),
      b1: updated(b1, d.b1),
      W2: updated(W2, d.W2),
      b2: updated(b2, d.b2),
    }
  })

  let X = matrix(values.X, m0)
  let Y = matrix(values.Y, m2)
  let network: Network = {
    W1: matrix(values.W1, m0),
    b1: vector(values.b1),
    W2: matrix(values.W2, m1),
    b2: vector(values.b2),
  }
  const parameters = () => [network.W1, network.b1, network.W2, network.b2]
  return {
    step: () => {
      network = step(network, X.ref, Y.ref)
    },
    parameters,
    load: (nextX, nextY) => {
      X.dispose()
      Y.dispose()
      X = matrix(nextX, m0)
      Y = matrix(nextY, m2)
    },
    dispose: () => {
      for (const array of [X, Y, ...parameters()]) array.dispose()
      step.dispose()
    },
  }
}

export const vector = (values: Float32Array): JaxArray => np.array(new Float32Array(values))

/** A copy of the values, which leaves the array alive. */
export const read = async (array: JaxArray): Promise<Float32Array> =>
  Float32Array.from(await array.ref.data())
