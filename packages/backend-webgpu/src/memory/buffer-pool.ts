import TinyQueue from 'tinyqueue'
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

/**
 * Hands out buffers and takes them back: a new one costs more than most operations, for it is zeroed. Of those that would serve, it
 * hands out the one that was made first, so that each step of a training has the buffers, and with them the bindings, of the one before.
 */
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

const byAge = (a: DeviceBuffer<unknown>, b: DeviceBuffer<unknown>): number => a.id - b.id

export function createBufferPool<B>({ create, destroy, largest }: Supply<B>): BufferPool<B> {
  /** Unused buffers, the one that has waited longest first. */
  const stock = new Set<DeviceBuffer<B>>()
  /** The same by their size, the one that was made first at the front; those that were destroyed are among them until they come up. */
  const stockOfSize = new Map<number, TinyQueue<DeviceBuffer<B>>>()
  let stocked = 0
  let taken = 0

  const reuse = (bytes: number): DeviceBuffer<B> | undefined => {
    const queue = stockOfSize.get(bytes)
    for (let buffer = queue?.pop(); buffer; buffer = queue?.pop()) {
      if (!stock.delete(buffer)) continue
      stocked -= bytes
      return buffer
    }
    return undefined
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
      const queue = stockOfSize.get(buffer.bytes)
      if (queue) queue.push(buffer)
      else stockOfSize.set(buffer.bytes, new TinyQueue([buffer], byAge))
      dropOldest()
    },
    bytes: () => taken,
  }
}
