import type { Machine } from '@bilayer/backend-wasm/machine'
import type { Product } from '../product/create-product.ts'

/** Rows and columns of the product that is timed: a millisecond and less. */
const SIZE = 192

const ROUNDS = 5

/** Whether a library is slower than the kernels of wasm at a product of some size, as the plain implementation of BLAS is. */
export function isSlow({ heap, multiply }: Machine, product: Product): boolean {
  const block = heap.allocate(3 * SIZE * SIZE * Float32Array.BYTES_PER_ELEMENT)
  const [a, b, out] = [0, 1, 2].map((i) => block.pointer + i * SIZE * SIZE * Float32Array.BYTES_PER_ELEMENT)
  heap.floats().fill(1, a / Float32Array.BYTES_PER_ELEMENT, out / Float32Array.BYTES_PER_ELEMENT)
  const byLibrary = (): void => product(a, false, b, false, SIZE, SIZE, SIZE, out)
  const byWasm = (): void => multiply(a, false, b, false, SIZE, SIZE, SIZE, 0, false, out)
  const slow = shortest(byLibrary) > shortest(byWasm)
  heap.free(block)
  return slow
}

/** The shortest of some times, which other work on the machine lengthens the least. */
function shortest(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...times)
}
