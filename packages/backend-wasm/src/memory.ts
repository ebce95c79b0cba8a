/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536

/** One linear memory that grows on demand, and views of it. */
export interface LinearMemory {
  readonly memory: WebAssembly.Memory
  /** How far it reaches, in bytes. */
  readonly size: () => number
  /** Makes the memory reach to `end`, in bytes; false where it may not or cannot. */
  readonly grow: (end: number) => boolean
  /** `length` numbers at an address. The view is valid until the memory grows. */
  readonly floats: (address: number, length: number) => Float32Array<ArrayBuffer>
  readonly integers: (address: number, length: number) => Uint32Array<ArrayBuffer>
}

/** A memory of at most `maximumBytes`. It doubles when it grows, so that growing stays rare. */
export function createLinearMemory(maximumBytes: number): LinearMemory {
  const maximum = Math.min(Math.ceil(maximumBytes / PAGE), PAGE)
  const memory = new WebAssembly.Memory({ initial: 1, maximum })
  const reach = (pages: number): boolean => {
    try {
      memory.grow(pages - memory.buffer.byteLength / PAGE)
      return true
    } catch {
      return false
    }
  }
  return {
    memory,
    size: () => memory.buffer.byteLength,
    grow: (end) => {
      const present = memory.buffer.byteLength
      if (end <= present) return true
      const needed = Math.ceil(end / PAGE)
      if (needed > maximum) return false
      return reach(Math.min(maximum, Math.max(needed, (2 * present) / PAGE))) || reach(needed)
    },
    floats: (address, length) => new Float32Array(memory.buffer, address, length),
    integers: (address, length) => new Uint32Array(memory.buffer, address, length),
  }
}
