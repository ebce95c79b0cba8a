import * as tf from '@tensorflow/tfjs'
import type { Parameters, Problem } from './problem.ts'

/** The network of a problem in TensorFlow.js, on the device in use: in Node.js and in a page. */
export interface TfjsNetwork {
  /** Takes a training step by its own `minimize`, which differentiates by itself. */
  readonly step: () => void
  /** Resolves once the steps are taken. */
  readonly finished: () => Promise<unknown>
  /** Trains on other samples from now on. */
  readonly load: (X: Float32Array, Y: Float32Array) => void
  readonly parameters: () => Promise<Parameters>
  readonly dispose: () => void
}

/** Makes a device the one that TensorFlow.js computes on: one at a time, the same for all. */
export async function activate(device: string): Promise<void> {
  if (!(await tf.setBackend(device))) throw new Error(`tfjs-${device} cannot run here`)
}

/** Samples are rows, and weights are inputs × outputs, as is usual there. */
export function tfjsNetwork({ size: [m0, m1, m2, n], learningRate, ...values }: Problem): TfjsNetwork {
  const W1 = tf.variable(tf.transpose(tf.tensor2d(values.W1, [m1, m0])))
  const b1 = tf.variable(tf.tensor1d(values.b1))
  const W2 = tf.variable(tf.transpose(tf.tensor2d(values.W2, [m2, m1])))
  const b2 = tf.variable(tf.tensor1d(values.b2))
  let X = tf.tensor2d(values.X, [n, m0])
  let Y = tf.tensor2d(values.Y, [n, m2])
  const optimizer = tf.train.sgd(learningRate)
  const loss = (): tf.Scalar => {
    const S = tf.relu(tf.add(tf.matMul(X, W1), b1))
    const R = tf.sub(tf.add(tf.matMul(S, W2), b2), Y)
    return tf.div(tf.sum(tf.square(R)), n)
  }
  return {
    step: () => {
      optimizer.minimize(loss, false, [W1, b1, W2, b2])
    },
    finished: () => b2.data(),
    load: (nextX, nextY) => {
      tf.dispose([X, Y])
      X = tf.tensor2d(nextX, [n, m0])
      Y = tf.tensor2d(nextY, [n, m2])
    },
    parameters: async () => ({
      W1: await readTransposed(W1),
      b1: await readTensor(b1),
      W2: await readTransposed(W2),
      b2: await readTensor(b2),
    }),
    dispose: () => tf.dispose([W1, b1, W2, b2, X, Y]),
  }
}

/** The numbers of a tensor. */
export const readTensor = async (tensor: tf.Tensor): Promise<Float32Array> =>
  Float32Array.from(await tensor.data())

async function readTransposed(matrix: tf.Tensor): Promise<Float32Array> {
  const transposed = tf.transpose(matrix)
  const values = await readTensor(transposed)
  transposed.dispose()
  return values
}
