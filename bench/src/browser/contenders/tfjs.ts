import * as tf from '@tensorflow/tfjs'
import type { Problem } from '../../problem.ts'
import type { Contender } from './contender.ts'

/** TensorFlow.js by its own `minimize`. Samples are rows, as is usual there. */
export async function tfjs(device: string, { size, learningRate, ...values }: Problem): Promise<Contender> {
  if (device === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  if (!(await tf.setBackend(device))) throw new Error(`tfjs-${device} cannot run here.`)
  const [m0, m1, m2, n] = size
  const W1 = tf.variable(tf.transpose(tf.tensor2d(values.W1, [m1, m0])))
  const b1 = tf.variable(tf.tensor1d(values.b1))
  const W2 = tf.variable(tf.transpose(tf.tensor2d(values.W2, [m2, m1])))
  const b2 = tf.variable(tf.tensor1d(values.b2))
  const X = tf.tensor2d(values.X, [n, m0])
  const Y = tf.tensor2d(values.Y, [n, m2])
  const optimizer = tf.train.sgd(learningRate)
  const loss = (): tf.Scalar => {
    const S = tf.relu(tf.add(tf.matMul(X, W1), b1))
    const R = tf.sub(tf.add(tf.matMul(S, W2), b2), Y)
    return tf.div(tf.sum(tf.square(R)), n)
  }
  return {
    name: `tfjs-${device}`,
    step: async () => {
      optimizer.minimize(loss, false, [W1, b1, W2, b2])
      return b2.data()
    },
    parameters: async () => {
      const columns = tf.tidy(() => tf.transpose(W1))
      const found = [await columns.data(), await b1.data()]
      columns.dispose()
      return found.map((data) => Float32Array.from(data))
    },
  }
}
