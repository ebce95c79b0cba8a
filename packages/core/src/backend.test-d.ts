import { expectTypeOf, test } from 'vitest'
import type { Backend, ExtendedBackend } from './backend.ts'
import type { Matrix } from './matrix.ts'

declare const backend: Backend
declare const extended: ExtendedBackend
declare const W1: Matrix<'m1', 'm0'>
declare const b1: Matrix<'m1', 1>
declare const X: Matrix<'m0', 'n'>
declare const Z1: Matrix<'m1', 'n'>
declare const untyped: Matrix

const { matmul, hadamard, colsum, addColumn, axpy, axpby, squareAverage, relu, affine } = backend

test('dimensions go through every operation', () => {
  expectTypeOf(matmul(W1, X)).toEqualTypeOf<Matrix<'m1', 'n'>>()
  expectTypeOf(matmul(Z1, X.T)).toEqualTypeOf<Matrix<'m1', 'm0'>>()
  expectTypeOf(colsum(Z1)).toEqualTypeOf<Matrix<'m1', 1>>()
  expectTypeOf(addColumn(relu(Z1), b1)).toEqualTypeOf<Matrix<'m1', 'n'>>()
  expectTypeOf(W1.T.T).toEqualTypeOf<Matrix<'m1', 'm0'>>()
  expectTypeOf(affine(W1, X, b1)).toEqualTypeOf<Matrix<'m1', 'n'>>()
})

test('a product with a transpose forgotten does not compile', () => {
  // @ts-expect-error the columns of Z1 are n, the rows of X are m0
  matmul(Z1, X)
  // @ts-expect-error the columns of W1ᵀ are m1, the rows of X are m0
  matmul(W1.T, X)
})

test('a product element by element of two shapes does not compile', () => {
  // @ts-expect-error Z1 is m1 × n, W1 is m1 × m0
  hadamard(Z1, W1)
  // @ts-expect-error Z1ᵀ is n × m1
  hadamard(Z1, Z1.T)
})

test('a gradient for the wrong parameter does not compile', () => {
  const dW1 = matmul(Z1, X.T)
  axpy(-0.1, dW1, W1)
  // @ts-expect-error ∂ℓ/∂W1 is m1 × m0, b1 is m1 × 1
  axpy(-0.1, dW1, b1)
  // @ts-expect-error the transpose of ∂ℓ/∂W1 is m0 × m1
  axpy(-0.1, dW1.T, W1)
})

test('a moment for the wrong parameter does not compile', () => {
  const dW1 = matmul(Z1, X.T)
  expectTypeOf(axpby(0.1, dW1, 0.9, W1)).toEqualTypeOf<Matrix<'m1', 'm0'>>()
  expectTypeOf(squareAverage(0.9, W1, dW1)).toEqualTypeOf<Matrix<'m1', 'm0'>>()
  expectTypeOf(extended.adaptiveStep(W1, 0.1, dW1, dW1, 1e-8)).toEqualTypeOf<Matrix<'m1', 'm0'>>()
  // @ts-expect-error ∂ℓ/∂W1 is m1 × m0, b1 is m1 × 1
  axpby(0.1, dW1, 0.9, b1)
  // @ts-expect-error the transpose of ∂ℓ/∂W1 is m0 × m1
  squareAverage(0.9, W1, dW1.T)
  // @ts-expect-error b1 is m1 × 1, W1 is m1 × m0
  extended.adaptiveStep(W1, 0.1, dW1, b1, 1e-8)
})

test('a bias that is a row, or of another layer, does not compile', () => {
  // @ts-expect-error b1ᵀ is 1 × m1
  addColumn(Z1, b1.T)
  // @ts-expect-error b1 has m1 rows, X has m0
  addColumn(X, b1)
})

test('matrices without names fit everywhere', () => {
  expectTypeOf(matmul(untyped, untyped)).toEqualTypeOf<Matrix>()
  matmul(W1, untyped)
  hadamard(untyped, Z1)
  addColumn(Z1, backend.matrix(3, 1, [1, 2, 3]))
})

test('an extended operation on a backend that may lack it does not compile', () => {
  extended.softmax(Z1)
  expectTypeOf(backend).not.toHaveProperty('softmax')
})
