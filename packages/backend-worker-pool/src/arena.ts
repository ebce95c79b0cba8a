import type { Block, Heap } from '@bilayer/backend-wasm/kernels'
import { describeError } from '@bilayer/core'
import type { Queue } from './queue.ts'

/** A freed block that queued commands may still use, until the queue has come to a ticket count. */
interface Resting {
  readonly block: Block
  readonly until: number
}

/**
 * The memory of matrices. A freed block rests until the commands that were queued by then are finished. Results may have it
 * earlier, for what writes them is queued behind; the host writes only to memory that nothing queued uses.
 */
export class Arena {
  readonly #heap: Heap
  readonly #queue: Queue
  /** Resting blocks by size, of each size the oldest first. Training asks for the same sizes again and again. */
  readonly #resting = new Map<number, Resting[]>()
  readonly #pins = new Map<Block, number>()
  /** Pinned blocks that were freed. */
  readonly #doomed = new Set<Block>()
  #used = 0

  constructor(heap: Heap, queue: Queue) {
    this.#heap = heap
    this.#queue = queue
  }

  /** Bytes in blocks that are not freed. */
  get used(): number {
    return this.#used
  }

  /** A block that nothing uses, for the host to write to. Throws where there is no room. */
  allocateIdle(bytes: number): Block {
    this.#reclaim()
    return this.#count(this.#allocate(bytes))
  }

  /** A block for the result of the next command. Throws where there is no room. */
  allocateResult(bytes: number): Block {
    if (this.#resting.size > 0) {
      const resting = this.#resting.get(sizeOf(bytes))?.pop()
      if (resting) return this.#count(resting.block)
      this.#reclaim()
    }
    return this.#count(this.#allocate(bytes))
  }

  free(block: Block): void {
    this.#used -= block.bytes
    if (this.#pins.size > 0 && this.#pins.has(block)) this.#doomed.add(block)
    else this.#release(block)
  }

  /** Keeps a block as it is, freed or not, until the returned function is called. */
  pin(block: Block): () => void {
    this.#pins.set(block, (this.#pins.get(block) ?? 0) + 1)
    return () => {
      const left = (this.#pins.get(block) ?? 0) - 1
      if (left > 0) {
        this.#pins.set(block, left)
        return
      }
      this.#pins.delete(block)
      if (this.#doomed.delete(block)) this.#release(block)
    }
  }

  #count(block: Block): Block {
    this.#used += block.bytes
    return block
  }

  #release(block: Block): void {
    if (this.#queue.isIdle) {
      this.#heap.free(block)
      return
    }
    const resting = { block, until: this.#queue.submitted }
    const list = this.#resting.get(block.bytes)
    if (list) list.push(resting)
    else this.#resting.set(block.bytes, [resting])
  }

  /** Gives back what nothing uses any more. */
  #reclaim(): void {
    for (const [bytes, list] of this.#resting) {
      const busy = list.findIndex(({ until }) => !this.#queue.isFinished(until))
      for (const { block } of list.splice(0, busy === -1 ? list.length : busy)) this.#heap.free(block)
      if (list.length === 0) this.#resting.delete(bytes)
    }
  }

  #allocate(bytes: number): Block {
    try {
      return this.#heap.allocate(bytes)
    } catch (cause) {
      if (this.#resting.size === 0) throw cause
      throw new Error(
        `${describeError(cause)} Of what is in use, some is freed and waits for queued work: await backend.sync() now and then.`,
        { cause },
      )
    }
  }
}

/** The size of the block that a heap gives for so many bytes. */
const sizeOf = (bytes: number): number => Math.max(Math.ceil(bytes / 64), 1) * 64
