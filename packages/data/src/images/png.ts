import { allocate, ArgumentError, describeError, describeValue, FormatError } from '@bilayer/core'
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png'

/** A picture, from top to bottom and from left to right. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3
  /** height × width × channels numbers from 0 to 1. */
  readonly values: Float32Array
}

/** So many pixels a picture may have: a few kilobytes could ask for any number. */
const MOST_PIXELS = 2 ** 26

/**
 * The picture in the bytes of a PNG file, grey or in colour; how transparent its pixels are is left out.
 * Throws `FormatError` for what is no PNG file, is damaged or has more than 2²⁶ pixels, and `ArgumentError` for what are no bytes.
 */
export function decodePng(bytes: Uint8Array): Picture {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArgumentError(`bytes is ${describeValue(bytes)}; it must be a Uint8Array.`)
  }
  checkSize(bytes)
  const { width, height, channels, depth, data } = decoded(bytes)
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

/** The size stands in the first chunk, and is asked before anything is unpacked. */
function checkSize(bytes: Uint8Array): void {
  if (bytes.length < 24) throw new FormatError('This is no PNG picture: it is too short.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (width > 0 && height > 0 && width * height <= MOST_PIXELS) return
  throw new FormatError(
    `This is no PNG picture that can be read: it would be ${width} × ${height}; at most ${MOST_PIXELS} pixels are read.`,
  )
}

type Pixels = Pick<DecodedPng, 'width' | 'height' | 'channels' | 'depth' | 'data'>

/** The pixels, each channel an element of its own. */
function decoded(bytes: Uint8Array): Pixels {
  try {
    const png = decode(bytes, { checkCrc: true })
    if (png.palette) {
      const [colour] = png.palette
      return { ...png, data: convertIndexedToRgb(png), channels: colour.length, depth: 8 }
    }
    return png.depth < 8 ? { ...png, data: unpacked(png) } : png
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
