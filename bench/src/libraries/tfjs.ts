import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Samples } from '@bilayer/core'
import { oneHot } from '@bilayer/data'
import type { Parameter } from '@bilayer/mlp'
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { Classification } from '../classification.ts'
import type { Calculation, Classifier, Library, Operation, Trainer } from '../library.ts'
import type { Problem } from '../problem.ts'
import { activate, readTensor, tfjsNetwork } from '../tfjs-network.ts'
import { elapsed, timed } from '../work.ts'

const binaries = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))
setWasmPaths(join(binaries, '/'))

/** TensorFlow.js by its own `minimize`. */
const tfjs = (device: 'cpu' | 'wasm'): Library => ({
  name: `tfjs-${device}`,
  version: tf.version.tfjs,
  trainer: (problem) => createTrainer(device, problem),
  operation: (operation) => createCalculation(device, operation),
  classifier: (task) => createClassifier(device, task),
})

export const tfjsCpu = tfjs('cpu')
export const tfjsWasm = tfjs('wasm')

/** Makes `device` the one in use before `work` runs. */
const on =
  <Arguments extends unknown[], Result>(device: string, work: (...args: Arguments) => Promise<Result>) =>
  async (...args: Arguments): Promise<Result> => {
    await activate(device)
    return work(...args)
  }

async function createTrainer(device: string, problem: Problem): Promise<Trainer> {
  await activate(device)
  const { step, finished, load, parameters, dispose } = tfjsNetwork(problem)
  return {
    // Both devices compute before a call returns; reading a result makes sure of it.
    time: on(device, timed(step, finished)),
    load: on(device, (X: Float32Array, Y: Float32Array) => elapsed(async () => load(X, Y))),
    parameters: on(device, parameters),
    dispose: async () => dispose(),
  }
}

const tensorOf = ({ values, count, size }: Samples): tf.Tensor2D => tf.tensor2d(values, [count, size])

async function createClassifier(
  device: string,
  { start, batchSize, learningRate, classes, train, test }: Classification,
): Promise<Classifier> {
  await activate(device)
  const network = pairs(start).map(([W, b]) => ({
    W: tf.variable(tf.transpose(tf.tensor2d(W.values, [W.rows, W.cols]))),
    b: tf.variable(tf.tensor1d(b.values)),
  }))
  const [images, testImages] = [tensorOf(train.X), tensorOf(test.X)]
  const targets = tensorOf(oneHot(train.labels, classes))
  const optimizer = tf.train.adam(learningRate)
  const outputs = (X: tf.Tensor2D): tf.Tensor2D =>
    network.reduce((A, { W, b }, l) => {
      const Z = tf.add<tf.Tensor2D>(tf.matMul(A, W), b)
      return l < network.length - 1 ? tf.relu(Z) : Z
    }, X)
  const step = (indices: Uint32Array): void =>
    tf.tidy(() => {
      const chosen = tf.tensor1d(Int32Array.from(indices), 'int32')
      const [X, Y] = [tf.gather(images, chosen), tf.gather(targets, chosen)]
      optimizer.minimize(() => tf.losses.softmaxCrossEntropy(Y, outputs(X)))
    })
  return {
    epoch: on(device, (count: number) =>
      elapsed(async () => {
        const order = tf.util.createShuffledIndices(count)
        for (let from = 0; from < count; from += batchSize) step(order.subarray(from, from + batchSize))
        await network[0].b.data()
      }),
    ),
    accuracy: on(device, async () => {
      const found = tf.tidy(() => tf.argMax(outputs(testImages), 1))
      const named = await found.data()
      found.dispose()
      return test.labels.filter((label, i) => label === named[i]).length / test.labels.length
    }),
    dispose: async () => {
      tf.dispose([images, testImages, targets, ...network.flatMap(({ W, b }) => [W, b])])
      optimizer.dispose()
    },
  }
}

/** Weights and biases of each layer. */
const pairs = (parameters: readonly Parameter[]): [W: Parameter, b: Parameter][] =>
  Array.from({ length: parameters.length / 2 }, (_, l) => [parameters[2 * l], parameters[2 * l + 1]])

async function createCalculation(device: string, { name, operands }: Operation): Promise<Calculation> {
  await activate(device)
  const [a, b] = operands.map(({ rows, cols, values }) => tf.tensor2d(values, [rows, cols]))
  const run = (): tf.Tensor => operations[name](a, b)
  let last = run()
  return {
    time: on(
      device,
      timed(
        () => {
          last.dispose()
          last = run()
        },
        () => last.data(),
      ),
    ),
    result: on(device, () => readTensor(last)),
    dispose: async () => tf.dispose([a, b, last].filter((tensor) => tensor !== undefined)),
  }
}

const operations: Record<Operation['name'], (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor> = {
  matmul: (a, b) => tf.matMul(a, b),
  relu: (a) => tf.relu(a),
  hadamard: (a, b) => tf.mul(a, b),
  add: (a, b) => tf.add(a, b),
  colsum: (a) => tf.sum(a, 1),
}
