/** A piece of memory in use. */
export interface Block {
  /** Its address in bytes, a multiple of 64. */
  readonly pointer: number
  /** Its size in bytes, a multiple of 64. */
  readonly bytes: number
}

/** The memory that an allocator hands out, from address `begin` to `end`. Both are multiples of 64. */
export interface Region {
  readonly begin: number
  readonly end: number
  /** Makes the region reach to `end` or beyond, and returns where it ends now: short of `end` where that cannot be. */
  readonly grow: (end: number) => number
}

/** What addresses and sizes are multiples of: a cache line. */
const GRANULE = 64

/** Lists of free pieces for each power of two. */
const LISTS_PER_DOUBLING = 8

/** The largest piece that there can be. */
const MOST_BYTES = 2 ** 32

/** Enough for pieces of that size. */
const LISTS = 25 * LISTS_PER_DOUBLING

/**
 * Hands out pieces of one region and takes them back, with all its bookkeeping outside the region.
 *
 * The scheme is TLSF (M. Masmano, I. Ripoll, A. Crespo and J. Real, TLSF: A New Dynamic Memory Allocator for Real-Time
 * Systems, 2004). Free pieces stand in lists by size, eight for each power of two; one is taken from the smallest list
 * in which all are large enough, and what is left of it is free. A piece that is freed is joined with its free neighbours
 * at once, so two free pieces never adjoin, and a region in which nothing is used is one piece.
 *
 * Pieces are kept and used again, and nobody outside ever has one: there are never more of them than were needed at once.
 * Were each made anew, one that is no more would keep those that were its neighbours in memory, those theirs, without end.
 */
export class Allocator {
  readonly #region: Region
  readonly #lists: (Piece | undefined)[] = Array.from({ length: LISTS })
  /** A bit for each list that is not empty. */
  readonly #occupied = new Uint32Array(Math.ceil(LISTS / 32))
  #end: number
  #last: Piece | undefined
  /** Pieces that are no more, chained by `next`. */
  #spare: Piece | undefined
  #used = 0

  constructor(region: Region) {
    this.#region = region
    this.#end = region.begin
    this.#append(region.end)
  }

  /** Bytes in use. */
  get used(): number {
    return this.#used
  }

  /** A block of at least that many bytes, whose contents are not defined; undefined where there is no room. */
  allocate(bytes: number): Block | undefined {
    const size = Math.max(Math.ceil(bytes / GRANULE), 1) * GRANULE
    if (size > MOST_BYTES) return undefined
    const piece = this.#find(size) ?? this.#extend(size)
    if (!piece) return undefined
    this.#unlist(piece)
    if (piece.bytes > size) this.#split(piece, size)
    this.#used += size
    return new UsedBlock(piece)
  }

  /** Takes a block back. Throws for what is no block in use. */
  free(block: Block): void {
    if (!(block instanceof UsedBlock) || !block.piece) {
      throw new Error(`The block at ${block.pointer} is not in use; it cannot be freed.`)
    }
    const { piece } = block
    block.piece = undefined
    this.#used -= piece.bytes
    this.#release(piece)
  }

  /** All blocks, the highest address first. */
  *blocks(): Generator<Block & { readonly isFree: boolean }> {
    for (let piece = this.#last; piece; piece = piece.below) {
      const { pointer, bytes, isFree } = piece
      yield { pointer, bytes, isFree }
    }
  }

  #find(size: number): Piece | undefined {
    const list = listOf(size)
    const sure = listOf(size - GRANULE) + 1
    const found = this.#firstFrom(sure)
    if (found) return found
    let piece = sure > list ? this.#lists[list] : undefined
    while (piece && piece.bytes < size) piece = piece.next
    return piece
  }

  /** The first piece of the first list that is not empty, from number `list` on. */
  #firstFrom(list: number): Piece | undefined {
    let wanted = -1 << (list & 31)
    for (let word = list >>> 5; word < this.#occupied.length; word++) {
      const bits = this.#occupied[word] & wanted
      if (bits !== 0) return this.#lists[word * 32 + 31 - Math.clz32(bits & -bits)]
      wanted = -1
    }
    return undefined
  }

  /** A free piece of that size or more at the end of the region, which grows for it. */
  #extend(size: number): Piece | undefined {
    const spare = this.#last?.isFree === true ? this.#last.bytes : 0
    const needed = this.#end + size - spare
    const end = this.#region.grow(needed)
    if (end < needed) return undefined
    this.#append(end)
    return this.#last
  }

  /** Makes what lies between the old end and the new one free. */
  #append(end: number): void {
    const bytes = end - this.#end
    if (bytes === 0) return
    const piece = this.#create(this.#end, bytes, this.#last)
    this.#end = end
    this.#release(piece)
  }

  /** Makes a piece that is in no list free, as one with its free neighbours. */
  #release(released: Piece): void {
    const { above, below } = released
    let piece = released
    if (above?.isFree === true) {
      this.#unlist(above)
      this.#join(piece, above)
    }
    if (below?.isFree === true) {
      this.#unlist(below)
      this.#join(below, piece)
      piece = below
    }
    this.#enlist(piece)
  }

  /** Cuts a piece, so that it has `size` bytes; the rest is free. */
  #split(piece: Piece, size: number): void {
    const rest = this.#create(piece.pointer + size, piece.bytes - size, piece, piece.above)
    piece.bytes = size
    this.#enlist(rest)
  }

  /** Makes two neighbours one, the lower. */
  #join(lower: Piece, upper: Piece): void {
    lower.bytes += upper.bytes
    lower.above = upper.above
    if (upper.above) upper.above.below = lower
    else this.#last = lower
    upper.next = this.#spare
    this.#spare = upper
  }

  /** A piece between two that were neighbours, at an end of the region where there is none. */
  #create(pointer: number, bytes: number, below: Piece | undefined, above?: Piece): Piece {
    const piece = this.#spare ?? new Piece()
    this.#spare = piece.next
    piece.pointer = pointer
    piece.bytes = bytes
    piece.below = below
    piece.above = above
    if (below) below.above = piece
    if (above) above.below = piece
    else this.#last = piece
    return piece
  }

  #enlist(piece: Piece): void {
    const list = listOf(piece.bytes)
    const next = this.#lists[list]
    piece.isFree = true
    piece.next = next
    piece.previous = undefined
    if (next) next.previous = piece
    this.#lists[list] = piece
    this.#occupied[list >>> 5] |= 1 << (list & 31)
  }

  #unlist(piece: Piece): void {
    const { previous, next } = piece
    piece.isFree = false
    if (next) next.previous = previous
    if (previous) {
      previous.next = next
      return
    }
    const list = listOf(piece.bytes)
    this.#lists[list] = next
    if (!next) this.#occupied[list >>> 5] &= ~(1 << (list & 31))
  }
}

/** A part of the region, which somebody uses or nobody. */
class Piece {
  pointer = 0
  bytes = 0
  isFree = false
  /** The neighbours by address. */
  below: Piece | undefined
  above: Piece | undefined
  /** The neighbours in a list of free pieces. */
  previous: Piece | undefined
  next: Piece | undefined
}

/** What is handed out. Once it is freed, it lets go of its piece. */
class UsedBlock implements Block {
  readonly pointer: number
  readonly bytes: number
  piece: Piece | undefined

  constructor(piece: Piece) {
    this.pointer = piece.pointer
    this.bytes = piece.bytes
    this.piece = piece
  }
}

/** The list for pieces of that size: up to 7 granules one for each size, then eight for each power of two. */
function listOf(bytes: number): number {
  const granules = bytes / GRANULE
  if (granules < LISTS_PER_DOUBLING) return granules
  const exponent = 31 - Math.clz32(granules)
  return (exponent - 2) * LISTS_PER_DOUBLING + ((granules >>> (exponent - 3)) & (LISTS_PER_DOUBLING - 1))
}
