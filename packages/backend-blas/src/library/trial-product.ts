import type { Heap } from '@bilayer/backend-wasm/kernels'
import type { Operand } from '@bilayer/core'
import { referenceKernels } from '@bilayer/core/reference'
import type { Product } from '../product/create-product.ts'

/** An operand of a product that is tried. */
export type TrialOperand = Operand<Float32Array>

const { matmul } = referenceKernels<Float64Array>((length) => new Float64Array(length))

/** A·B by a library, in a heap that is its own. The result is written over NaN, which no product may read. */
export function productBy(product: Product, heap: Heap, a: TrialOperand, b: TrialOperand): Float32Array {
  const blocks = [a.storage.length, b.storage.length, a.rows * b.cols].map((length) =>
    heap.allocate(length * Float32Array.BYTES_PER_ELEMENT),
  )
  const [first, second, out] = blocks.map(({ pointer }) => pointer)
  const floats = heap.floats()
  const end = indexOf(out) + a.rows * b.cols
  floats.set(a.storage, indexOf(first))
  floats.set(b.storage, indexOf(second))
  floats.fill(Number.NaN, indexOf(out), end)
  product(first, a.transposed, second, b.transposed, a.rows, a.cols, b.cols, out)
  const result = floats.slice(indexOf(out), end)
  for (const block of blocks) heap.free(block)
  return result
}

/** A·B in float64. */
export const exactProduct = (a: TrialOperand, b: TrialOperand): Float64Array => matmul(float64(a), float64(b))

/** Where a float32 number of the heap is among all. */
const indexOf = (pointer: number): number => pointer / Float32Array.BYTES_PER_ELEMENT

const float64 = (operand: TrialOperand): Operand<Float64Array> => ({
  ...operand,
  storage: Float64Array.from(operand.storage),
})
