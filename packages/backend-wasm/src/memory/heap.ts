import { ArgumentError, describeValue } from '@bilayer/core'
import { Allocator, type Block } from './allocator.ts'

/** How large a heap may be. */
export interface HeapOptions {
  /** The most bytes that the memory may have. All that WebAssembly can address, 4 GiB less one page, unless given. */
  readonly maximumBytes?: number
  /** Whether threads share the memory. */
  readonly shared?: boolean
}

/** A linear memory that grows, and its allocator. No block is at address 0. */
export interface Heap {
  readonly memory: WebAssembly.Memory
  /** The whole memory as float32 numbers. Ask for it anew after each `allocate`, which may let the memory grow. */
  readonly floats: () => Float32Array
  /** A block of at least that many bytes, whose contents are not defined. Throws where the memory has no room for it. */
  readonly allocate: (bytes: number) => Block
  readonly free: (block: Block) => void
  /** Bytes in use. */
  readonly used: () => number
}

const PAGE = 65_536

/** The first address that is handed out: 0 stands for none. */
const FIRST = 64

/** One less than there can be, so that no address past the end becomes 0. */
const MOST_PAGES = 65_535

/** How much more there is after it grew. */
const GROWTH = 1.5

/** Throws `ArgumentError` for sizes that no memory has. */
export function createHeap({ maximumBytes = MOST_PAGES * PAGE, shared = false }: HeapOptions = {}): Heap {
  const maximum = pagesWithin(maximumBytes)
  const memory = new WebAssembly.Memory({ initial: 1, maximum, shared })
  let floats = new Float32Array(memory.buffer)

  const size = () => floats.length * Float32Array.BYTES_PER_ELEMENT
  const growTo = (pages: number): boolean => {
    try {
      memory.grow(pages - size() / PAGE)
    } catch {
      return false
    }
    floats = new Float32Array(memory.buffer)
    return true
  }
  const grow = (end: number): number => {
    const needed = Math.ceil(end / PAGE)
    const ample = Math.min(Math.ceil((GROWTH * size()) / PAGE), maximum)
    // A system that is short of memory may refuse what is ample and grant what is needed.
    if (!growTo(Math.max(needed, ample))) growTo(needed)
    return size()
  }
  const allocator = new Allocator({ begin: FIRST, end: PAGE, grow })

  return {
    memory,
    floats: () => floats,
    allocate: (bytes) => {
      const block = allocator.allocate(bytes)
      if (block) return block
      throw new Error(
        `no room for ${bytes} bytes: ${allocator.used} bytes are in use, the largest free piece has ${largestFree(allocator)}, ` +
          `and the memory may have ${maximum * PAGE} in all (option maximumBytes).`,
      )
    },
    free: (block) => allocator.free(block),
    used: () => allocator.used,
  }
}

function pagesWithin(maximumBytes: number): number {
  const pages = typeof maximumBytes === 'number' ? Math.floor(maximumBytes / PAGE) : 0
  if (pages >= 1 && pages <= MOST_PAGES) return pages
  throw new ArgumentError(
    `maximumBytes is ${describeValue(maximumBytes)}; it must be a number from ${PAGE} to ${MOST_PAGES * PAGE}.`,
  )
}

function largestFree(allocator: Allocator): number {
  let largest = 0
  for (const { isFree, bytes } of allocator.blocks()) if (isFree) largest = Math.max(largest, bytes)
  return largest
}
