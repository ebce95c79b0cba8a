import { defaultDevice, init, type Array as JaxArray, jit, nn, numpy as np } from '@jax-js/jax'
import type { Calculation, Library, Operation, Trainer } from '../library.ts'
import { packageVersion } from '../package-version.ts'
import { parametersOf, type Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'
import { createTraining, read, vector } from './jax/training.ts'

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

function createTrainer(problem: Problem): Trainer {
  const { step, parameters, load, dispose } = createTraining(problem)
  return {
    time: timed(step, () => Promise.all(parameters().map((array) => array.blockUntilReady()))),
    load: (X, Y) => elapsed(async () => load(X, Y)),
    parameters: async () => parametersOf(await Promise.all(parameters().map(read))),
    dispose: async () => dispose(),
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
