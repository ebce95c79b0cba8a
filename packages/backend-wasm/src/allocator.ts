/** Hands out parts of one linear memory. All of its books are kept outside that memory. */
export interface Allocator {
  /** The address of `bytes` bytes, a multiple of 16. Throws `OutOfMemoryError`, and changes nothing, where there is no room. */
  readonly allocate: (bytes: number) => number
  /** Takes back what was allocated at an address. */
  readonly free: (address: number) => void
  /** Bytes that were asked for and not freed. */
  readonly bytes: () => number
}

/** There is no room in a memory. The message tells sizes. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError'
}

const ALIGNMENT = 16

/** The memory that is handed out. */
export interface Ground {
  /** How far it reaches, in bytes. */
  readonly size: () => number
  /** Makes it reach to `end`; false where it may not or cannot. */
  readonly grow: (end: number) => boolean
}

/**
 * An allocator over the addresses from `start` on.
 *
 * A freed part is kept for the next request of its size, which is what training asks for over and over, and costs nothing.
 * When there is none, and the end is reached, neighbours that are free are joined, and the smallest that is large enough is
 * split; only then does the memory grow. So memory grows only where no gap between live parts has room.
 */
export function createAllocator(start: number, { size, grow }: Ground): Allocator {
  const sizes = new Map<number, { readonly room: number; readonly asked: number }>()
  const idle = new Map<number, number[]>()
  let top = align(start)
  let used = 0

  const take = (address: number, room: number, asked: number): number => {
    sizes.set(address, { room, asked })
    used += asked
    return address
  }

  const addIdle = (address: number, room: number): void => {
    const same = idle.get(room)
    if (same) same.push(address)
    else idle.set(room, [address])
  }

  /** Joins idle neighbours; those at the end go back to what was never used. */
  const join = (): void => {
    const parts = [...idle].flatMap(([room, addresses]) => addresses.map((address) => ({ address, room })))
    idle.clear()
    const joined: { address: number; room: number }[] = []
    for (const part of parts.toSorted((a, b) => a.address - b.address)) {
      const last = joined.at(-1)
      if (last !== undefined && last.address + last.room === part.address) last.room += part.room
      else joined.push(part)
    }
    for (const { address, room } of joined) {
      if (address + room === top) top = address
      else addIdle(address, room)
    }
  }

  /** The first idle part with enough room; what is over stays idle. */
  const takeIdle = (room: number): number | undefined => {
    const fitting = [...idle].filter(([present]) => present >= room).toSorted(([a], [b]) => a - b)
    for (const [present, addresses] of fitting) {
      const address = addresses.pop()
      if (address === undefined) continue
      if (present > room) addIdle(address + room, present - room)
      return address
    }
    return undefined
  }

  return {
    allocate: (bytes) => {
      const room = align(bytes)
      const same = idle.get(room)?.pop()
      if (same !== undefined) return take(same, room, bytes)
      if (top + room > size()) {
        join()
        const address = takeIdle(room)
        if (address !== undefined) return take(address, room, bytes)
        if (top + room > size() && !grow(top + room)) {
          throw new OutOfMemoryError(`no room for ${bytes} bytes; ${used} are in use`)
        }
      }
      const address = top
      top += room
      return take(address, room, bytes)
    },
    free: (address) => {
      const part = sizes.get(address)
      if (!part) return
      sizes.delete(address)
      used -= part.asked
      addIdle(address, part.room)
    },
    bytes: () => used,
  }
}

const align = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
