import { sizeClass } from './size-class.ts'

/** Bytes of unused buffers that are kept for reuse. */
const LARGEST_STOCK = 256 * 2 ** 20

/** A buffer of the device. */
export interface DeviceBuffer<B = GPUBuffer> {
  readonly buffer: B
  readonly bytes: number
  /** Tells buffers apart. */
  readonly id: number
  /** The number of the last batch of commands that uses it. */
  batch: number
}

/** Hands out buffers and takes them back: a new one costs more than most operations, for it is zeroed. */
export interface BufferPool<B = GPUBuffer> {
  /** A buffer for so many bytes or more, whose contents are not defined. */
  readonly take: (bytes: number) => DeviceBuffer<B>
  /** Takes a buffer back; commands that were recorded before may still use it. */
  readonly give: (buffer: DeviceBuffer<B>) => void
  /** Bytes that were taken and not given back. */
  readonly bytes: () => number
}

let buffers = 0

/** Where buffers come from, and where they go. */
export interface Supply<B> {
  readonly create: (bytes: number) => B
  readonly destroy: (buffer: DeviceBuffer<B>) => void
  /** The most bytes that a buffer may have. */
  readonly largest: number
}

export function createBufferPool<B>({ create, destroy, largest }: Supply<B>): BufferPool<B> {
  /** Unused buffers, the one that has waited longest first; and the same by their size. */
  const stock = new Set<DeviceBuffer<B>>()
  const stockOfSize = new Map<number, DeviceBuffer<B>[]>()
  let stocked = 0
  let taken = 0

  const reuse = (bytes: number): DeviceBuffer<B> | undefined => {
    const buffer = stockOfSize.get(bytes)?.pop()
    if (!buffer) return undefined
    stock.delete(buffer)
    stocked -= bytes
    return buffer
  }

  const made = (bytes: number): DeviceBuffer<B> => ({
    buffer: create(bytes),
    bytes,
    id: ++buffers,
    batch: 0,
  })

  const dropOldest = (): void => {
    for (const oldest of stock) {
      if (stocked <= LARGEST_STOCK) return
      stock.delete(oldest)
      // The oldest of all is the oldest of its size.
      stockOfSize.get(oldest.bytes)?.shift()
      stocked -= oldest.bytes
      destroy(oldest)
    }
  }

  return {
    take: (bytes) => {
      const size = Math.min(sizeClass(bytes), largest)
      const buffer = reuse(size) ?? made(size)
      taken += size
      return buffer
    },
    give: (buffer) => {
      taken -= buffer.bytes
      stocked += buffer.bytes
      stock.add(buffer)
      const same = stockOfSize.get(buffer.bytes)
      if (same) same.push(buffer)
      else stockOfSize.set(buffer.bytes, [buffer])
      dropOldest()
    },
    bytes: () => taken,
  }
}
