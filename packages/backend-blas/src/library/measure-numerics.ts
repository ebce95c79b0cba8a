import type { Heap } from '@bilayer/backend-wasm/kernels'
import { createRandom, ieee754, type Numerics } from '@bilayer/core'
import type { Product } from '../product/create-product.ts'
import { exactProduct, productBy, type TrialOperand } from './trial-product.ts'

/** Sums of one term, each of which is one rounding, and longer ones. */
const TERMS = [1, 67]

/** Rows and columns of the products of random numbers. */
const SIZE = 64

/** Finds out by computing what a library keeps of float32. */
export function measureNumerics(product: Product, heap: Heap): Numerics {
  return {
    unitRoundoff: measureRoundoff(product, heap),
    subnormals: isExact(product, heap, subnormals) ? 'kept' : 'flushed',
    nonFinite: isExact(product, heap, specials) ? 'ieee' : 'unspecified',
  }
}

/** The smallest power of two that explains the error of every element, that of float32 at least. */
function measureRoundoff(product: Product, heap: Heap): number {
  const { uniform } = createRandom(1)
  const random = (rows: number, cols: number): TrialOperand =>
    operand(
      Array.from({ length: rows * cols }, () => 2 ** (8 * uniform() - 4)),
      rows,
      cols,
    )
  let largest = ieee754.unitRoundoff
  for (const terms of TERMS) {
    const [a, b] = [random(SIZE, terms), random(terms, SIZE)]
    const found = productBy(product, heap, a, b)
    for (const [i, exact] of exactProduct(a, b).entries()) {
      // All numbers are positive: the sum is that of the magnitudes too.
      const error = Math.abs(found[i] - exact) / (terms * exact)
      largest = Math.max(largest, Number.isNaN(error) ? 1 : error)
    }
  }
  return 2 ** Math.ceil(Math.log2(largest))
}

const subnormals = [2 ** -140, -(2 ** -140), 2 ** -100, 2 ** -40, 1]

const specials = [Number.NaN, Infinity, -Infinity, 1, -1, 0]

/** Whether every product of two of these numbers is what IEEE 754 has; of zeros, the sign does not count. */
function isExact(product: Product, heap: Heap, values: readonly number[]): boolean {
  const [a, b] = [operand(values, values.length, 1), operand(values, 1, values.length)]
  const found = productBy(product, heap, a, b)
  return exactProduct(a, b).every((value, i) => Object.is(Math.fround(value) + 0, found[i] + 0))
}

const operand = (values: readonly number[], rows: number, cols: number): TrialOperand => ({
  storage: Float32Array.from(values),
  rows,
  cols,
  transposed: false,
})
