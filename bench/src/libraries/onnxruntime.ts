import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Calculation, Library, Operation, Trainer } from '../library.ts'
import { packageVersion } from '../package-version.ts'
import { parametersOf, type Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'
import { encodeModel, type Graph } from './onnx/encode.ts'
import { operationGraph, stepGraph } from './onnx/graphs.ts'

/** What `onnxruntime-node` and `onnxruntime-web` have in common. */
interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>
  }
  readonly Tensor: new (type: 'float32', data: Float32Array, dimensions: readonly number[]) => Tensor
}

/** ONNX Runtime on one thread. */
export const onnxruntime = (name: 'onnxruntime-node' | 'onnxruntime-web', runtime: Runtime): Library => ({
  name,
  version: packageVersion(name),
  differs: 'it cannot train: the derivation’s formulas are its graph, the update folded into the products',
  trainer: (problem) => createTrainer(runtime, name, problem),
  operation: (operation) => createCalculation(runtime, name, operation),
})

async function session({ InferenceSession }: Runtime, name: string, graph: Graph): Promise<InferenceSession> {
  const hadWorkers = 'Worker' in globalThis
  const created = await InferenceSession.create(encodeModel(graph), {
    executionProviders: [name === 'onnxruntime-web' ? 'wasm' : 'cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  // onnxruntime-web gives Node.js a global `Worker`; jax-js then takes it for a browser, and fails.
  if (!hadWorkers) Reflect.deleteProperty(globalThis, 'Worker')
  return created
}

async function createTrainer(runtime: Runtime, name: string, problem: Problem): Promise<Trainer> {
  const {
    size: [m0, m1, m2, n],
    learningRate,
  } = problem
  const tensor = (data: Float32Array, ...dimensions: number[]) =>
    new runtime.Tensor('float32', data.slice(), dimensions)
  const graph = await session(runtime, name, stepGraph(problem.size, learningRate))
  let X = tensor(problem.X, n, m0)
  let Y = tensor(problem.Y, n, m2)
  let W1 = tensor(problem.W1, m1, m0)
  let b1 = tensor(problem.b1, m1)
  let W2 = tensor(problem.W2, m2, m1)
  let b2 = tensor(problem.b2, m2)
  return {
    time: timed(async () => {
      const next = await graph.run({ X, Y, W1, b1, W2, b2 })
      ;({ "W1'": W1, "b1'": b1, "W2'": W2, "b2'": b2 } = next)
    }),
    load: (nextX, nextY) =>
      elapsed(async () => {
        X = tensor(nextX, n, m0)
        Y = tensor(nextY, n, m2)
      }),
    parameters: async () => parametersOf([W1, b1, W2, b2].map(valuesOf)),
    dispose: () => graph.release(),
  }
}

async function createCalculation(runtime: Runtime, name: string, operation: Operation): Promise<Calculation> {
  const graph = await session(runtime, name, operationGraph(operation))
  const inputs = operation.operands.map(
    ({ rows, cols, values }) => new runtime.Tensor('float32', values.slice(), [rows, cols]),
  )
  const feeds = Object.fromEntries(inputs.map((input, i) => [graph.inputNames[i], input]))
  const run = () => graph.run(feeds)
  return {
    time: timed(run),
    result: async () => valuesOf((await run())['c']),
    dispose: () => graph.release(),
  }
}

function valuesOf({ data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data.slice()
  throw new Error('ONNX Runtime gave a tensor that is not float32')
}
