import { FormatError } from '@bilayer/core'
import type { Chunk } from './chunks.ts'

/** What the first chunk of a PNG file tells. */
export interface Header {
  readonly width: number
  readonly height: number
  /** Bits of a channel. */
  readonly depth: number
  /** 1 for grey, 2 for grey with transparency, 3 for colours, 4 for colours with transparency. */
  readonly channels: number
  /** Whether a pixel is a place in a palette. */
  readonly isIndexed: boolean
  readonly isInterlaced: boolean
}

/** So many pixels a picture may have: a few kilobytes could ask for any number. */
const MOST_PIXELS = 2 ** 26

/** The colour types of the standard: their channels, and the depths that each may have. */
const COLOUR_TYPES: ReadonlyMap<number, readonly [channels: number, depths: readonly number[]]> = new Map([
  [0, [1, [1, 2, 4, 8, 16]]],
  [2, [3, [8, 16]]],
  [3, [1, [1, 2, 4, 8]]],
  [4, [2, [8, 16]]],
  [6, [4, [8, 16]]],
])

const INDEXED = 3

/** Throws `FormatError` for what is no header, for a picture that is too large, and for one that fast-png would read wrongly. */
export function readHeader({ type, data }: Chunk): Header {
  if (type !== 'IHDR' || data.length !== 13) throw unreadable('it has no header')
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colourType, , , interlace] = data.subarray(8)
  if (!(width > 0 && height > 0 && width * height <= MOST_PIXELS)) {
    throw unreadable(`it would be ${width} × ${height}; at most ${MOST_PIXELS} pixels are read`)
  }
  const [channels, depths] = COLOUR_TYPES.get(colourType) ?? [0, []]
  if (!depths.includes(depth))
    throw unreadable(`there are no colours of type ${colourType} with ${depth} bits`)
  if (interlace > 0 && depth < 8) {
    throw unreadable('it is interlaced, and its pixels share bytes; save it without interlacing')
  }
  return { width, height, depth, channels, isIndexed: colourType === INDEXED, isInterlaced: interlace > 0 }
}

/** The first column and row of each part of an interlaced picture, and how many columns and rows are from one to the next. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** How many bytes the rows of a picture are: each begins with one that tells its filter. */
export function sizeOfRows({ width, height, depth, channels, isInterlaced }: Header): number {
  const passes = isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const)
  return passes.reduce((sum, [x, y, columnStep, rowStep]) => {
    const columns = Math.ceil(Math.max(width - x, 0) / columnStep)
    const rows = columns === 0 ? 0 : Math.ceil(Math.max(height - y, 0) / rowStep)
    return sum + rows * (1 + Math.ceil((columns * channels * depth) / 8))
  }, 0)
}

const unreadable = (reason: string): FormatError =>
  new FormatError(`This is no PNG picture that can be read: ${reason}.`)
