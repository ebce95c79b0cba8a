import { createRandom } from '@bilayer/core'
import { createMlp, providers } from 'bilayer'
import { describe, expect, test } from 'vitest'
import { reachableHeap } from '../../../scripts/reachable-heap.ts'

/** Bytes of JavaScript objects that are left of `work`, once it has run for a while. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  await work()
  const before = reachableHeap()
  await work()
  return reachableHeap() - before
}

const numbers = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i))

/** They need a graphics device, which not every machine has; their own packages test the same. */
const graphic = new Set(['webgpu', 'gpu-js'])

describe.each(providers.filter(({ name }) => !graphic.has(name)))('$name', (provider) => {
  test('leaves nothing behind of 20,000 steps of training', async () => {
    await using backend = await provider.create()
    using model = createMlp(backend, { layers: [2, 3, 1] })
    const X = { values: numbers(16), count: 8, size: 2 }
    const Y = { values: numbers(8), count: 8, size: 1 }
    const train = () => model.fit(X, Y, { epochs: 10_000, batchSize: 4, learningRate: 0.01 })
    expect(await growth(train)).toBeLessThan(1_000_000)
  })

  test('leaves nothing behind of 20,000 matrices of ever other shapes', async () => {
    await using backend = await provider.create()
    const random = createRandom(1)
    const size = () => 1 + Math.floor(random.uniform() * 24)
    const work = async () => {
      for (let round = 0; round < 4000; round++) {
        const [m, k, n] = [size(), size(), size()]
        backend.scope(() => {
          const A = backend.matrix(m, k, numbers(m * k))
          const product = backend.matmul(A, backend.zeros(k, n))
          backend.hadamard(product.T, backend.relu(product.T))
        })
        if (round % 100 === 0) await backend.sync()
      }
    }
    expect(await growth(work)).toBeLessThan(1_000_000)
  })
})
