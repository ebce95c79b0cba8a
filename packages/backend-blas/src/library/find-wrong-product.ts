import type { Heap } from '@bilayer/backend-wasm/kernels'
import type { Product } from '../product/create-product.ts'
import { exactProduct, productBy, type TrialOperand } from './trial-product.ts'

/** Rows, terms of the sum and columns: a small one, vectors, and one that a library splits among its threads. */
const SHAPES = [
  [2, 5, 3],
  [1, 7, 4],
  [9, 1, 1],
  [101, 103, 97],
] as const

/**
 * What is wrong with a library's products, in words; undefined where nothing is. They are of whole numbers so small that every sum
 * is exact, and of operands as they are and transposed.
 */
export function findWrongProduct(product: Product, heap: Heap): string | undefined {
  for (const [rows, inner, cols] of SHAPES) {
    for (const [aTransposed, bTransposed] of VIEWS) {
      const a = wholeNumbers(rows, inner, aTransposed)
      const b = wholeNumbers(inner, cols, bTransposed)
      const expected = exactProduct(a, b)
      const found = productBy(product, heap, a, b)
      const wrong = expected.findIndex((value, i) => value !== found[i])
      if (wrong === -1) continue
      return `of ${rows} × ${inner} by ${inner} × ${cols}, element ${wrong} is ${found[wrong]} where it should be ${expected[wrong]}`
    }
  }
  return undefined
}

const VIEWS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const

const wholeNumbers = (rows: number, cols: number, transposed: boolean): TrialOperand => ({
  storage: Float32Array.from({ length: rows * cols }, (_, i) => ((i * i + rows) % 17) - 8),
  rows,
  cols,
  transposed,
})
