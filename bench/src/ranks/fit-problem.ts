import type { Backend, Communicator } from '@bilayer/core'
import { type Mlp, restoreMlp } from '@bilayer/mlp'
import type { Problem } from '../problem.ts'

interface FitOptions {
  /** The ranks that train together; one alone unless given. */
  readonly communicator?: Communicator
  /** Batches of an epoch. All hold the problem's samples, in another order. */
  readonly batches: number
  readonly epochs: number
  readonly onBatch?: () => void
  readonly onEpoch?: () => 'stop' | undefined
}

/** The network of a problem, as it starts. */
export const modelOf = (backend: Backend, { size: [m0, m1, m2], W1, b1, W2, b2 }: Problem): Mlp =>
  restoreMlp(backend, [
    { name: 'W1', rows: m1, cols: m0, values: W1 },
    { name: 'b1', rows: m1, cols: 1, values: b1 },
    { name: 'W2', rows: m2, cols: m1, values: W2 },
    { name: 'b2', rows: m2, cols: 1, values: b2 },
  ])

/** Trains as users do, on copies of the problem's samples, which lie on the backend. */
export async function fitProblem(model: Mlp, problem: Problem, options: FitOptions): Promise<void> {
  const { X, Y, learningRate, size } = problem
  const { batches, ...rest } = options
  const [inputs, , outputs] = size
  const count = X.length / inputs
  const samples = (values: Float32Array, width: number) => ({
    count: batches * count,
    size: width,
    values: repeated(values, batches),
  })
  await model.fit(samples(X, inputs), samples(Y, outputs), {
    ...rest,
    batchSize: count,
    learningRate,
    resident: true,
    continued: true,
    // The loss is read at the end of an epoch alone.
    reportEvery: Number.MAX_SAFE_INTEGER,
  })
}

function repeated(values: Float32Array, times: number): Float32Array {
  const all = new Float32Array(times * values.length)
  for (let i = 0; i < times; i++) all.set(values, i * values.length)
  return all
}
