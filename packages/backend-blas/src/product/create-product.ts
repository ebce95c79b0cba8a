import type { Heap } from '@bilayer/backend-wasm/kernels'
import type { Library } from '../library/open-library.ts'

/** Computes C = A·B, of matrices at addresses of a heap. A transposed operand is stored as its transpose. */
export type Product = (
  a: number,
  aTransposed: boolean,
  b: number,
  bTransposed: boolean,
  rows: number,
  inner: number,
  cols: number,
  out: number,
) => void

/** What is needed of a library. */
export type Blas = Pick<Library, 'sgemm' | 'addressOf'>

const ROW_MAJOR = 101
const AS_IT_IS = 111
const TRANSPOSED = 112

/** The product by a library, in the memory of a heap: the library sees that memory itself, and nothing is copied. */
export function createProduct({ sgemm, addressOf }: Blas, { memory }: Heap): Product {
  let buffer: ArrayBufferLike | undefined
  let base = 0

  /** Where the memory is in the process. When it grows, it may be elsewhere. */
  const baseOfMemory = (): number => {
    if (memory.buffer !== buffer) {
      buffer = memory.buffer
      base = addressOf(buffer)
    }
    return base
  }

  /** Where in the process a matrix is. Nothing outside of the memory is ever handed to the library. */
  const place = (pointer: number, length: number): number => {
    const begin = baseOfMemory()
    const end = pointer + length * Float32Array.BYTES_PER_ELEMENT
    if (pointer > 0 && end <= memory.buffer.byteLength) return begin + pointer
    throw new RangeError(
      `${length} numbers at ${pointer} are not in the memory of ${memory.buffer.byteLength} bytes.`,
    )
  }

  return (a, aTransposed, b, bTransposed, rows, inner, cols, out) =>
    sgemm(
      ROW_MAJOR,
      aTransposed ? TRANSPOSED : AS_IT_IS,
      bTransposed ? TRANSPOSED : AS_IT_IS,
      rows,
      cols,
      inner,
      1,
      place(a, rows * inner),
      aTransposed ? rows : inner,
      place(b, inner * cols),
      bTransposed ? inner : cols,
      0,
      place(out, rows * cols),
      cols,
    )
}
