import { float64Backend, float64Values } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { clipGradients, decayWeights } from './regularise.ts'
import { initialise } from './initialise.ts'

const backend = float64Backend()
const gradients = (factor: number) => [
  { dW: backend.matrix(2, 2, [3 * factor, 0, 0, 0]), db: backend.matrix(2, 1, [0, 4 * factor]) },
]
const valuesOf = ([{ dW, db }]: ReturnType<typeof gradients>) => [...float64Values(dW), ...float64Values(db)]

test.each([1e-20, 1e-3, 1, 1e15])('a norm of 5 × %d above the largest is scaled down to it', (factor) => {
  const most = factor
  const found = valuesOf(clipGradients(gradients(factor), most) as ReturnType<typeof gradients>)
  const norm = Math.hypot(...found)
  // The quotient is by the norm and 10⁻⁶, as PyTorch has it.
  expect(norm / most).toBeCloseTo((5 * factor) / (5 * factor + 1e-6), 5)
  expect(found[5] / found[0]).toBeCloseTo(4 / 3)
})

test.each([0, 1e-30, 1, 1e10])('a norm of 5 × %d below the largest stays as it is', (factor) => {
  const before = gradients(factor)
  expect(valuesOf(clipGradients(before, 1e12) as ReturnType<typeof gradients>)).toEqual(valuesOf(before))
})

test('decayWeights adds λ W to the gradients of the weights, and nothing to those of the biases', () => {
  const network = initialise(backend, [2, 2], 1)
  const [W] = network.map((layer) => float64Values(layer.W))
  const before = gradients(1)
  const found = valuesOf(decayWeights(network, before, 0.5) as ReturnType<typeof gradients>)
  expect(found).toEqual([3 + 0.5 * W[0], 0.5 * W[1], 0.5 * W[2], 0.5 * W[3], 0, 4])
})
