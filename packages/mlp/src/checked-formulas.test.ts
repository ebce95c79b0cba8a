import { ArgumentError, BackendMismatchError, DisposedError, ShapeError } from '@bilayer/core'
import { float64Backend, float64Values } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import * as checked from './checked-formulas.ts'
import * as formulas from './gradients.ts'
import { initialise } from './initialise.ts'
import { meanSquaredError } from './loss.ts'
import { disposeNetwork } from './network.ts'
import * as steps from './optimise.ts'

const backend = float64Backend()
const network = initialise(backend, [3, 4, 2], 1)
const numbers = (length: number) => Array.from({ length }, (_, i) => Math.sin(i))
const X = backend.matrix(3, 5, numbers(15))
const Y = backend.matrix(2, 5, numbers(10))
const zeros = backend.zeros
const wrong = { dW: X, db: zeros<'out', 1>(4, 1) }
/** Half a layer, and half a gradient. */
const half = { W: X, dW: X } as never

test('gradients, and the way over forward and backward, are those of the formulas', () => {
  const activations = checked.forward(network, X)
  const VL = meanSquaredError.gradient(activations[2], Y)
  const expected = formulas.gradients(network, X, Y)
  for (const found of [checked.gradients(network, X, Y), checked.backward(network, activations, VL)]) {
    for (const [l, { dW, db }] of found.entries()) {
      expect(float64Values(dW)).toEqual(float64Values(expected[l].dW))
      expect(float64Values(db)).toEqual(float64Values(expected[l].db))
    }
  }
})

test('descend is that of the formulas', () => {
  const stepped = checked.descend(network, formulas.gradients(network, X, Y), 0.1)
  const expected = steps.descend(network, formulas.gradients(network, X, Y), 0.1)
  for (const [l, { W, b }] of stepped.entries()) {
    expect(float64Values(W)).toEqual(float64Values(expected[l].W))
    expect(float64Values(b)).toEqual(float64Values(expected[l].b))
  }
})

test('backward keeps the gradients alone', () => {
  const activations = checked.forward(network, X)
  const VL = meanSquaredError.gradient(activations[2], Y)
  const before = backend.memory().matrices
  checked.backward(network, activations, VL)
  expect(backend.memory().matrices).toBe(before + 4)
})

test.each([
  ['X is 4 × 5; it must be 3 × 5.', () => checked.forward(network, zeros(4, 5))],
  ['X is 4 × 5; it must be 3 × 5.', () => checked.gradients(network, zeros(4, 5), Y)],
  ['Y is 2 × 6; it must be 2 × 5.', () => checked.gradients(network, X, zeros(2, 6))],
  [
    'activations has 1 matrices; for 2 layers it must have 3, as forward gives them.',
    () => checked.backward(network, [X], Y),
  ],
  [
    'VL is 2 × 6; it must be 2 × 5.',
    () => checked.backward(network, checked.forward(network, X), zeros(2, 6)),
  ],
  [
    'layerGradients has 1 layers; the network has 2, and each needs its gradient.',
    () => checked.descend(network, [wrong], 0.1),
  ],
  ['layerGradients[0].dW is 3 × 5; it must be 4 × 3.', () => checked.descend(network, [wrong, wrong], 0.1)],
  [
    'layerGradients[0].db is 3 × 5; it must be 4 × 1.',
    () => checked.descend(network, [{ dW: zeros(4, 3), db: X as never }, wrong], 0.1),
  ],
  [
    'loss.gradient(F, Y) is 3 × 5; it must be 2 × 5.',
    () => checked.gradients(network, X, Y, { ...meanSquaredError, gradient: () => X as never }),
  ],
])('%s', (message, call) => {
  expect(call).toThrow(new ShapeError(message))
})

test.each([
  [
    'network[0] is an Object; it must be { W, b, activation }, two matrices and an activation.',
    () => checked.forward([half], X),
  ],
  [
    'layerGradients[1] is an Object; it must be { dW, db }, two matrices.',
    () => checked.descend(network, [wrong, half], 0.1),
  ],
])('%s', (message, call) => {
  expect(call).toThrow(new ArgumentError(message))
})

test('a network that was disposed, or lives elsewhere, is refused, and nothing is left behind', () => {
  const other = float64Backend()
  const [elsewhere, disposed] = [initialise(other, [3, 4, 2], 1), initialise(backend, [3, 4, 2], 1)]
  disposeNetwork(disposed)
  const before = [backend.memory(), other.memory()]
  expect(() => checked.forward(elsewhere, X)).toThrow(BackendMismatchError)
  expect(() => checked.forward(disposed, X)).toThrow(DisposedError)
  expect(() => checked.forward([network[0], disposed[1]], X)).toThrow(DisposedError)
  expect([backend.memory(), other.memory()]).toEqual(before)
})
