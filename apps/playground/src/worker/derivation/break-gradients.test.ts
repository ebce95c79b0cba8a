import { type Backend, checkGradients, createMlp, selectBackend, tanh } from 'bilayer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokenTerm } from '../protocol.ts'
import { breakGradients } from './break-gradients.ts'

const X = { values: Float32Array.from({ length: 12 }, (_, i) => Math.sin(3 * i)), count: 6, size: 2 }
const Y = { values: Float32Array.from({ length: 6 }, (_, i) => i % 2), count: 6, size: 1 }

let backend: Backend

beforeAll(async () => {
  backend = (await selectBackend({ require: 'cpu-js' })).backend
})
afterAll(() => backend.dispose())

/** The parameters whose gradients are wrong where a term is broken. */
async function wrongWith(broken: BrokenTerm): Promise<string[]> {
  using model = createMlp(backend, { layers: [2, 4, 3, 1], seed: 2, activation: tanh })
  const { parameters } = await checkGradients(model.network, X, Y, {
    gradients: breakGradients(broken),
    tolerance: 1e-3,
  })
  return parameters.filter(({ passed }) => !passed).map(({ name }) => name)
}

test.each([
  { term: 'R', layer: 3, wrong: ['W1', 'b1', 'W2', 'b2', 'W3', 'b3'] },
  { term: 'D', layer: 2, wrong: ['W1', 'b1', 'W2', 'b2'] },
  { term: 'W', layer: 2, wrong: ['W1', 'b1'] },
  { term: 'W', layer: 3, wrong: ['W1', 'b1', 'W2', 'b2'] },
  { term: 'dW', layer: 2, wrong: ['W2'] },
  { term: 'db', layer: 1, wrong: ['b1'] },
] as const)(
  '$term of layer $layer, broken by a hundredth, spoils what comes of it',
  async ({ wrong, ...broken }) => {
    expect(await wrongWith({ ...broken, factor: 1.01 })).toEqual(wrong)
    expect(await wrongWith({ ...broken, factor: 0.99 })).toEqual(wrong)
    expect(await wrongWith({ ...broken, factor: 1 })).toEqual([])
  },
)
