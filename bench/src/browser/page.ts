import { gpuJs } from '@bilayer/backend-gpu-js'
import { wasm } from '@bilayer/backend-wasm'
import type { Backend } from '@bilayer/core'
import { descend, disposeNetwork, gradients, identity, type Network, relu } from '@bilayer/mlp'
import * as tf from '@tensorflow/tfjs'
import { NeuralNetworkGPU } from 'brain.js-gpu'
import { checkAgreement } from '../agreement.ts'
import { createProblem, type Problem, type Size } from '../problem.ts'

/** A library that trains in a page. */
interface Contender {
  readonly name: string
  /** One step, until its result is there. */
  readonly step: () => Promise<unknown>
  /** W1 and b1 as ours, where it computes the same. */
  readonly parameters?: () => Promise<readonly Float32Array[]>
}

/** Samples of one library in milliseconds. */
export interface PageSamples {
  readonly name: string
  readonly samples: readonly number[]
}

/** What the page offers to whoever opened it. */
export interface Page {
  readonly device: () => Promise<string>
  readonly measure: (size: Size, rounds: number) => Promise<PageSamples[]>
}

const page: Page = {
  device: async () => {
    await using backend = await gpuJs()
    return backend.info.device
  },
  measure: async (size, rounds) => {
    const problem = createProblem(size)
    await using device = await gpuJs()
    await using processor = await wasm()
    const contenders = [
      ours('bilayer gpu-js', device, problem),
      await tfjs('webgl', problem),
      brainGpu(problem),
      ours('bilayer wasm', processor, problem),
    ]
    await checkAll(contenders)
    const samples = contenders.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [i, { step }] of contenders.entries()) {
        const start = performance.now()
        await step()
        samples[i].push(performance.now() - start)
      }
    }
    return contenders.map(({ name }, i) => ({ name, samples: samples[i] }))
  },
}

/** One step of each, which warms up too; those that compute the same must have the same parameters. */
async function checkAll(contenders: readonly Contender[]): Promise<void> {
  let expected: readonly Float32Array[] | undefined
  for (const { name, step, parameters } of contenders) {
    await step()
    const found = await parameters?.()
    if (found === undefined) continue
    expected ??= found
    checkAgreement(expected, found, [contenders[0].name, name])
  }
}

function ours(name: string, backend: Backend, { size, learningRate, ...values }: Problem): Contender {
  const [m0, m1, m2, n] = size
  let network: Network = [
    { W: backend.matrix(m1, m0, values.W1), b: backend.matrix(m1, 1, values.b1), activation: relu },
    { W: backend.matrix(m2, m1, values.W2), b: backend.matrix(m2, 1, values.b2), activation: identity },
  ]
  const X = backend.matrix(n, m0, values.X).T
  const Y = backend.matrix(n, m2, values.Y).T
  return {
    name,
    step: async () => {
      const before = network
      network = backend.scope(() => descend(before, gradients(before, X, Y), learningRate))
      disposeNetwork(before)
      await network[1].b.read()
    },
    parameters: () => Promise.all([network[0].W.read(), network[0].b.read()]),
  }
}

/** TensorFlow.js by its own `minimize`. Samples are rows, as is usual there. */
async function tfjs(device: string, { size, learningRate, ...values }: Problem): Promise<Contender> {
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

/**
 * brain.js on the graphics device, by its own trainer. It returns before the device is done, so a pixel is read to wait for it.
 * (Version 1 does not start in today's browsers.)
 */
function brainGpu({ size: [m0, m1, m2, n], X, Y }: Problem): Contender {
  const network = new NeuralNetworkGPU({ hiddenLayers: [m1] })
  const batch = Array.from({ length: n }, (_, i) => ({
    input: Array.from(X.subarray(i * m0, (i + 1) * m0)),
    output: Array.from(Y.subarray(i * m2, (i + 1) * m2)),
  }))
  return {
    name: 'brain.js GPU',
    step: async () => {
      network.train(batch, { iterations: 1, errorThresh: 1e-9 })
      const { context: gl } = network.gpu as unknown as { context: WebGL2RenderingContext }
      gl.bindFramebuffer(gl.FRAMEBUFFER, null)
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    },
  }
}

Object.assign(globalThis, { page })
