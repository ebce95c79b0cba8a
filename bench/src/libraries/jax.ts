import { defaultDevice, grad, init, type Array as JaxArray, jit, nn, numpy as np } from '@jax-js/jax'
import type { Calculation, Library, Operation, Trainer } from '../library.ts'
import { packageVersion } from '../package-version.ts'
import { parametersOf, type Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'

/** jax-js, compiled by its `jit`. In Node.js it has one thread. An array that is used up is freed; `ref` keeps it. */
export const jax: Library = {
  name: 'jax-js wasm',
  version: packageVersion('@jax-js/jax'),
  trainer: async (problem) => {
    await start()
    return createTrainer(problem)
  },
  operation: async (operation) => {
    await start()
    return createCalculation(operation)
  },
}

async function start(): Promise<void> {
  await init('wasm')
  defaultDevice('wasm')
}

type Network = { W1: JaxArray; b1: JaxArray; W2: JaxArray; b2: JaxArray }

function createTrainer({ size: [m0, m1, m2, n], learningRate, ...values }: Problem): Trainer {
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
  const arrays = () => [network.W1, network.b1, network.W2, network.b2]
  return {
    time: timed(
      () => {
        network = step(network, X.ref, Y.ref)
      },
      () => Promise.all(arrays().map((array) => array.blockUntilReady())),
    ),
    load: (nextX, nextY) =>
      elapsed(async () => {
        X.dispose()
        Y.dispose()
        X = matrix(nextX, m0)
        Y = matrix(nextY, m2)
      }),
    parameters: async () => parametersOf(await Promise.all(arrays().map(read))),
    dispose: async () => {
      for (const array of [X, Y, ...arrays()]) array.dispose()
      step.dispose()
    },
  }
}

function createCalculation({ name, operands }: Operation): Calculation {
  const [a, b] = operands.map(({ rows, cols, values }) => vector(values).reshape([rows, cols]))
  const compiled = jit(operations[name])
  const run = () => (b === undefined ? compiled(a.ref, a.ref) : compiled(a.ref, b.ref))
  return {
    time: timed(async () => {
      const result = run()
      await result.blockUntilReady()
      result.dispose()
    }),
    result: () => read(run()),
    dispose: async () => {
      for (const array of [a, b]) array?.dispose()
      compiled.dispose()
    },
  }
}

const operations: Record<Operation['name'], (a: JaxArray, b: JaxArray) => JaxArray> = {
  matmul: (a, b) => np.matmul(a, b),
  relu: (a, b) => (b.dispose(), nn.relu(a)),
  hadamard: (a, b) => a.mul(b),
  add: (a, b) => a.add(b),
  colsum: (a, b) => (b.dispose(), a.sum(1)),
}

const vector = (values: Float32Array): JaxArray => np.array(new Float32Array(values))

/** A copy of the values, which leaves the array alive. */
const read = async (array: JaxArray): Promise<Float32Array> => Float32Array.from(await array.ref.data())
