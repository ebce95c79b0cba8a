/** Bytes of unused buffers that are kept for reuse; more are left to the garbage collector. */
const LARGEST_STOCK = 256 * 2 ** 20

/** Buffers given back to one shelf, so that those of a length that nobody asks for any more are let go of. */
const MOST_GIVEN = 65_536

/** Hands out float32 buffers and takes them back, because a new one costs more than most operations: it is zeroed. */
export interface BufferPool {
  /** A buffer whose contents are not defined. Throws where there is no room. */
  readonly take: (length: number) => Float32Array
  /** A buffer of zeros. Throws where there is no room. */
  readonly takeZeros: (length: number) => Float32Array
  readonly give: (buffer: Float32Array) => void
  /** Bytes that were taken and not given back. */
  readonly bytes: () => number
  /** Forgets everything. */
  readonly clear: () => void
}

/** A pool whose buffers take up to `maximumBytes` together, those that wait for reuse included. */
export function createBufferPool(maximumBytes: number): BufferPool {
  let newer = new Shelf()
  let older = new Shelf()
  let taken = 0

  const turn = (): void => {
    older = newer
    newer = new Shelf()
  }
  const dropStock = (): void => {
    newer = new Shelf()
    older = new Shelf()
  }

  const create = (length: number): Float32Array => {
    const bytes = length * Float32Array.BYTES_PER_ELEMENT
    if (taken + newer.bytes + older.bytes + bytes > maximumBytes) dropStock()
    if (taken + bytes > maximumBytes)
      throw noRoom(bytes, taken, `matrices may have ${maximumBytes} in all (option maximumBytes)`)
    try {
      return new Float32Array(length)
    } catch (cause) {
      if (newer.bytes + older.bytes > 0) {
        dropStock()
        return create(length)
      }
      throw noRoom(bytes, taken, `the engine has no more (${String(cause)})`, { cause })
    }
  }

  const reuse = (length: number): Float32Array | undefined => newer.take(length) ?? older.take(length)
  const count = (buffer: Float32Array): Float32Array => {
    taken += buffer.byteLength
    return buffer
  }

  return {
    take: (length) => count(reuse(length) ?? create(length)),
    takeZeros: (length) => count(reuse(length)?.fill(0) ?? create(length)),
    give: (buffer) => {
      taken -= buffer.byteLength
      if (buffer.byteLength > LARGEST_STOCK) return
      if (newer.bytes + buffer.byteLength > LARGEST_STOCK / 2 || newer.given === MOST_GIVEN) turn()
      newer.give(buffer)
      if (newer.bytes + older.bytes > LARGEST_STOCK) older = new Shelf()
    },
    bytes: () => taken,
    clear: () => {
      dropStock()
      taken = 0
    },
  }
}

const noRoom = (bytes: number, taken: number, why: string, options?: ErrorOptions): Error =>
  new Error(`no room for ${bytes} bytes: ${taken} bytes are in use, and ${why}.`, options)

/**
 * Buffers that wait for reuse, by their length. There are two shelves, one that is filled and the one before it: so what goes,
 * when there are too many, is what has waited for long.
 */
class Shelf {
  readonly #buffers = new Map<number, Float32Array[]>()
  bytes = 0
  /** How many were ever put here. */
  given = 0

  give(buffer: Float32Array): void {
    this.given++
    this.bytes += buffer.byteLength
    const same = this.#buffers.get(buffer.length)
    if (same) same.push(buffer)
    else this.#buffers.set(buffer.length, [buffer])
  }

  take(length: number): Float32Array | undefined {
    const buffer = this.#buffers.get(length)?.pop()
    if (buffer) this.bytes -= buffer.byteLength
    return buffer
  }
}
