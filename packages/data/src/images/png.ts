import { allocate, ArgumentError, describeError, describeValue, FormatError } from '@bilayer/core'
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png'
import { concatenate } from '../concatenate.ts'
import { type Chunk, chunksOf, SIGNATURE } from './chunks.ts'
import { type Header, readHeader, sizeOfRows } from './header.ts'
import { unpackedSize } from './unpacked-size.ts'

/** A picture, from top to bottom and from left to right. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3
  /** height × width × channels numbers from 0 to 1. */
  readonly values: Float32Array
}

/**
 * The picture in the bytes of a PNG file, grey or in colour, of 1 to 16 bits; how transparent its pixels are is left out.
 * Throws `FormatError` for what is no PNG file, is damaged or has more than 2²⁶ pixels, for an interlaced picture of fewer than 8 bits, and
 * `ArgumentError` for what are no bytes.
 */
export function decodePng(bytes: Uint8Array): Picture {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArgumentError(`bytes is ${describeValue(bytes)}; it must be a Uint8Array.`)
  }
  const chunks = chunksOf(bytes)
  const header = readHeader(chunks[0])
  checkRows(chunks, header)
  const { width, height, channels, depth, data } = decoded(chunks, header)
  const colours = channels < 3 ? 1 : 3
  const values = allocate('decodePng', width * height * colours)
  const most = 2 ** depth - 1
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < colours; colour++) {
      values[pixel * colours + colour] = data[pixel * channels + colour] / most
    }
  }
  return { width, height, channels: colours, values }
}

/** Throws `FormatError` unless the rows unpack to as many bytes as the header tells, before they are all unpacked. */
function checkRows(chunks: readonly Chunk[], header: Header): void {
  const rows = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const expected = sizeOfRows(header)
  const size = attempt(() => unpackedSize(rows, expected))
  if (size === expected) return
  throw new FormatError(
    `The PNG picture holds ${size < expected ? 'fewer' : 'more'} bytes than its ${header.width} × ${header.height} pixels take.`,
  )
}

type Pixels = Pick<DecodedPng, 'width' | 'height' | 'channels' | 'depth' | 'data'>

/** The pixels, each channel an element of its own. */
function decoded([first, ...others]: readonly Chunk[], { isIndexed }: Header): Pixels {
  // Whatever else there is would be unpacked too, whatever its size; a palette beside full colours is but a proposal.
  const needed = isIndexed ? ['PLTE', 'IDAT', 'IEND'] : ['IDAT', 'IEND']
  const parts = [
    SIGNATURE,
    first.whole,
    ...others.flatMap(({ type, whole }) => (needed.includes(type) ? [whole] : [])),
  ]
  return attempt(() => {
    const png = decode(
      concatenate(new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0)), parts),
      {
        checkCrc: true,
      },
    )
    if (isIndexed) return { ...png, data: convertIndexedToRgb(png), channels: 3, depth: 8 }
    return png.depth < 8 ? { ...png, data: unpacked(png) } : png
  })
}

/** Whatever the decoder throws is the file's fault. */
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new FormatError(`This is no PNG picture that can be read: ${describeError(cause)}.`, { cause })
  }
}

/** Grey pixels of which several share a byte; each row begins with one of its own. */
function unpacked({ width, height, depth, data }: Pixels): Uint8Array {
  const pixels = new Uint8Array(width * height)
  const bytesInRow = Math.ceil((width * depth) / 8)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth
      const byte = data[y * bytesInRow + Math.floor(bit / 8)]
      pixels[y * width + x] = (byte >> (8 - depth - (bit % 8))) & (2 ** depth - 1)
    }
  }
  return pixels
}
