/** Bytes of unused buffers that are kept for reuse; more are left to the garbage collector. */
const LARGEST_STOCK = 256 * 2 ** 20

/** Hands out float32 buffers and takes them back, because a new one costs more than most operations: it is zeroed. */
export interface BufferPool {
  /** A buffer whose contents are not defined. */
  readonly take: (length: number) => Float32Array
  readonly give: (buffer: Float32Array) => void
  /** Bytes that were taken and not given back. */
  readonly bytes: () => number
  /** Forgets everything. */
  readonly clear: () => void
}

export function createBufferPool(): BufferPool {
  const stock = new Map<number, Float32Array[]>()
  let stocked = 0
  let taken = 0
  return {
    take: (length) => {
      const reused = stock.get(length)?.pop()
      const buffer = reused ?? new Float32Array(length)
      if (reused) stocked -= buffer.byteLength
      taken += buffer.byteLength
      return buffer
    },
    give: (buffer) => {
      taken -= buffer.byteLength
      if (stocked + buffer.byteLength > LARGEST_STOCK) return
      stocked += buffer.byteLength
      const same = stock.get(buffer.length)
      if (same) same.push(buffer)
      else stock.set(buffer.length, [buffer])
    },
    bytes: () => taken,
    clear: () => {
      stock.clear()
      stocked = 0
      taken = 0
    },
  }
}
