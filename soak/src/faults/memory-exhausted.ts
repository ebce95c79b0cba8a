import { blas } from '@bilayer/backend-blas'
import { cpuJs } from '@bilayer/backend-cpu-js'
import { wasm } from '@bilayer/backend-wasm'
import { workerPool } from '@bilayer/backend-worker-pool'
import type { ExtendedBackend, Matrix, Random } from '@bilayer/core'
import { createMlp } from '@bilayer/mlp'
import type { Fault, Strike } from './fault.ts'
import { goOnElsewhere } from './go-on.ts'
import { errorStrike, failureOf } from './settle.ts'

/** Backends whose memory can be limited. */
const limited: readonly ((options: {
  maximumBytes: number
}) => ExtendedBackend | Promise<ExtendedBackend>)[] = [wasm, workerPool, blas, cpuJs]

/** Ways to ask for more than there is; each rejects when it gets no more, and keeps nothing. */
const ways: readonly ((backend: ExtendedBackend, random: Random) => Promise<void>)[] = [
  computeOnAndOn,
  makeNetwork,
  trainOnLargeBatches,
]

/** A backend of little memory is asked for more. */
export const memoryExhausted: Fault = {
  name: 'memory-exhausted',
  description: 'operations, a network or a training find no memory on wasm, worker-pool, blas or cpu-js',
  prepare: async () => ({
    strike: async (random) => {
      const create = limited[random.below(limited.length)]
      const maximumBytes = 2 ** 21 + random.below(2 ** 23)
      await using backend = await create({ maximumBytes })
      return await exhaust(backend, random)
    },
    close: async () => {},
  }),
}

async function exhaust(backend: ExtendedBackend, random: Random): Promise<Strike> {
  const since = performance.now()
  const failure = await failureOf(ways[random.below(ways.length)](backend, random), since)
  await backend.sync()
  const { matrices, bytes } = backend.memory()
  const wrong = await goOnElsewhere()
  if (matrices > 0 || bytes > 0) wrong.push(`${matrices} matrices and ${bytes} bytes are left`)
  using A = backend.matrix(2, 2, [1, 2, 3, 4])
  using product = backend.matmul(A, A)
  const found = (await product.read()).join(', ')
  if (found !== '7, 10, 15, 22') wrong.push(`after it a product is ${found}`)
  return errorStrike(failure, wrong)
}

async function computeOnAndOn(backend: ExtendedBackend, random: Random): Promise<void> {
  const { matrix, scale, matmul, softmax } = backend
  const kept: Matrix[] = []
  try {
    for (;;) {
      const [rows, cols] = [1 + random.below(300), 1 + random.below(300)]
      const x = matrix(rows, cols, new Float32Array(rows * cols).fill(1))
      kept.unshift(x)
      kept.push([() => scale(2, x), () => matmul(x, x.T), () => softmax(x.T)][random.below(3)]())
      if (random.below(3) === 0) kept.splice(random.below(kept.length), 1)[0].dispose()
    }
  } finally {
    for (const x of kept) x.dispose()
  }
}

async function makeNetwork(backend: ExtendedBackend, random: Random): Promise<void> {
  // The last layer fits nowhere; those before may.
  const layers = [1 + random.below(500), 1 + random.below(500), 1 + random.below(500), 20_000, 200]
  createMlp(backend, { layers }).dispose()
}

async function trainOnLargeBatches(backend: ExtendedBackend, random: Random): Promise<void> {
  using model = createMlp(backend, { layers: [10, 1 + random.below(60), 4] })
  const count = 100_000 + random.below(100_000)
  const X = { values: new Float32Array(count * 10).fill(0.5), count, size: 10 }
  const Y = { values: new Float32Array(count * 4), count, size: 4 }
  await model.fit(X, Y, { epochs: 10, batchSize: count, learningRate: 0.1 })
}
