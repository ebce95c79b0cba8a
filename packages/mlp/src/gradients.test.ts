import { defineBackend } from '@bilayer/core'
import { float64Backend, float64Values, referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { gradients } from './gradients.ts'
import { initialise } from './initialise.ts'

const backend = float64Backend()

test('gradients for two layers are the lines of section 3 of the derivation', () => {
  const { matrix, matmul, relu, mask, hadamard, colsum, addColumn, axpy, scale } = backend
  const [m0, m1, m2, n] = [3, 4, 2, 5]
  const network = initialise(backend, [m0, m1, m2], 11)
  const [{ W: W1, b: b1 }, { W: W2, b: b2 }] = network
  const X = matrix(
    m0,
    n,
    Array.from({ length: m0 * n }, (_, i) => Math.sin(i)),
  )
  const Y = matrix(
    m2,
    n,
    Array.from({ length: m2 * n }, (_, i) => Math.cos(i)),
  )

  const S = relu(addColumn(matmul(W1, X), b1))
  const D = mask(addColumn(matmul(W1, X), b1))
  const R = axpy(-1, Y, addColumn(matmul(W2, S), b2))
  const V = matmul(W2.T, R)
  const paper = {
    db2: scale(2 / n, colsum(R)),
    dW2: scale(2 / n, matmul(R, S.T)),
    db1: scale(2 / n, colsum(hadamard(V, D))),
    dW1: scale(2 / n, matmul(hadamard(V, D), X.T)),
  }

  const [layer1, layer2] = gradients(network, X, Y)
  const found = { db2: layer2.db, dW2: layer2.dW, db1: layer1.db, dW1: layer1.dW }
  for (const name of Object.keys(paper) as (keyof typeof paper)[]) {
    const expected = float64Values(paper[name])
    for (const [i, value] of float64Values(found[name]).entries()) expect(value).toBeCloseTo(expected[i], 12)
  }
})

test('gradients compute nothing for the inputs, which are not trained', () => {
  const definition = referenceDefinition('counting', (length) => new Float64Array(length))
  let products = 0
  const counting = defineBackend({
    ...definition,
    core: {
      ...definition.core,
      matmul: (a, b) => {
        products++
        return definition.core.matmul(a, b)
      },
    },
  })
  gradients(initialise(counting, [3, 4, 5, 2], 0), counting.zeros(3, 6), counting.zeros(2, 6))
  // W A of 3 layers, G Aᵀ of 3, and Wᵀ G of the 2 that have one below.
  expect(products).toBe(8)
})

test('gradients refuse targets that do not fit', () => {
  const network = initialise(backend, [3, 4, 2], 0)
  expect(() => gradients(network, backend.zeros(3, 5), backend.zeros(2, 6))).toThrow(
    'Y is 2 × 6; it must be 2 × 5.',
  )
  expect(() => gradients(network, backend.zeros(4, 5), backend.zeros(2, 5))).toThrow(
    'affineRelu: W is 4 × 3 and X is 4 × 5; X must have 3 rows, the columns of W. W.T would fit.',
  )
})
