import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs'
import type { Contender } from '../contender.ts'
import { LEARNING_RATE } from '../problem.ts'

const binaries = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))
setWasmPaths(join(binaries, '/'))

/** TensorFlow.js computes on one device at a time, the same for all. */
async function activate(device: string): Promise<void> {
  if (!(await tf.setBackend(device))) throw new Error(`tfjs-${device} cannot run here`)
}

/** TensorFlow.js by its own `minimize`, which differentiates by itself. Samples are rows, as is usual there. */
const tfjs = (device: 'cpu' | 'wasm'): Contender => ({
  name: `tfjs-${device}`,
  version: tf.version.tfjs,
  prepare: async ({ size: [m0, m1, m2, n], ...values }) => {
    await activate(device)
    const W1 = tf.variable(tf.transpose(tf.tensor2d(values.W1, [m1, m0])))
    const b1 = tf.variable(tf.tensor1d(values.b1))
    const W2 = tf.variable(tf.transpose(tf.tensor2d(values.W2, [m2, m1])))
    const b2 = tf.variable(tf.tensor1d(values.b2))
    const X = tf.tensor2d(values.X, [n, m0])
    const Y = tf.tensor2d(values.Y, [n, m2])
    const optimizer = tf.train.sgd(LEARNING_RATE)
    const loss = (): tf.Scalar => {
      const S = tf.relu(tf.add(tf.matMul(X, W1), b1))
      const R = tf.sub(tf.add(tf.matMul(S, W2), b2), Y)
      return tf.div(tf.sum(tf.square(R)), n)
    }
    return {
      step: async () => {
        await activate(device)
        optimizer.minimize(loss, false, [W1, b1, W2, b2])
        // Both devices compute before a call returns; reading a result makes sure of it.
        await b2.data()
      },
      weights: async () => {
        await activate(device)
        return Float32Array.from(await tf.transpose(W1).data())
      },
      dispose: async () => tf.dispose([W1, b1, W2, b2, X, Y]),
    }
  },
})

export const tfjsCpu = tfjs('cpu')
export const tfjsWasm = tfjs('wasm')
