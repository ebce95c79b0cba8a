import { sizeClass } from './size-class.ts'

/** Bytes of unused buffers that are kept for reuse. */
const LARGEST_STOCK = 256 * 2 ** 20

/** A buffer of the device. */
export interface DeviceBuffer {
  readonly buffer: GPUBuffer
  readonly bytes: number
  /** Tells buffers apart. */
  readonly id: number
  /** The number of the last batch of commands that uses it. */
  batch: number
}

/** Hands out buffers of one usage and takes them back: a new one costs more than most operations, for it is zeroed. */
export interface BufferPool {
  /** A buffer for so many bytes or more, whose contents are not defined. */
  readonly take: (bytes: number) => DeviceBuffer
  /** Takes a buffer back; commands that were recorded before may still use it. */
  readonly give: (buffer: DeviceBuffer) => void
  /** Bytes that were taken and not given back. */
  readonly bytes: () => number
}

let buffers = 0

/** `destroyed` hears of each buffer that is let go of. */
export function createBufferPool(
  device: GPUDevice,
  usage: GPUBufferUsageFlags,
  destroyed: (buffer: DeviceBuffer) => void = () => {},
): BufferPool {
  /** Unused buffers, the one that has waited longest first; and the same by their size. */
  const stock = new Set<DeviceBuffer>()
  const stockOfSize = new Map<number, DeviceBuffer[]>()
  let stocked = 0
  let taken = 0

  const reuse = (bytes: number): DeviceBuffer | undefined => {
    const buffer = stockOfSize.get(bytes)?.pop()
    if (!buffer) return undefined
    stock.delete(buffer)
    stocked -= bytes
    return buffer
  }

  const create = (bytes: number): DeviceBuffer => ({
    buffer: device.createBuffer({ size: bytes, usage }),
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
      oldest.buffer.destroy()
      destroyed(oldest)
    }
  }

  return {
    take: (bytes) => {
      const size = sizeClass(bytes)
      const buffer = reuse(size) ?? create(size)
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
