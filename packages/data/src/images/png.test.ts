import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { encode } from 'fast-png'
import { zlibSync } from 'fflate'
import { expect, test } from 'vitest'
import { decodePng } from './png.ts'

/** What a PNG file tells of a picture: one grey pixel of a byte unless told otherwise. */
interface Options {
  readonly width?: number
  readonly height?: number
  readonly depth?: number
  readonly colourType?: number
  readonly isInterlaced?: boolean
  /** The rows, each with its filter first, as they are before they are compressed. */
  readonly rows: ArrayLike<number>
  /** Chunks before the pixels. */
  readonly before?: readonly Uint8Array[]
}

/** A PNG file, written by the standard: fast-png writes no palettes, and nothing interlaced. */
function picture(options: Options): Uint8Array {
  const {
    width = 1,
    height = 1,
    depth = 8,
    colourType = 0,
    isInterlaced = false,
    rows,
    before = [],
  } = options
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([depth, colourType, 0, 0, Number(isInterlaced)], 8)
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', zlibSync(Uint8Array.from(rows))),
    chunk('IEND', []),
  ])
}

function chunk(type: string, data: ArrayLike<number>): Uint8Array {
  const named = joined([new TextEncoder().encode(type), Uint8Array.from(data)])
  return joined([bytesOf(data.length), named, bytesOf(checksum(named))])
}

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

function bytesOf(number: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, number)
  return bytes
}

/** CRC-32, bit by bit. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const grey = encode({ width: 2, height: 1, data: Uint8Array.of(0, 255), channels: 1 })

test('a grey picture has a number from 0 to 1 a pixel', () => {
  expect(decodePng(grey)).toEqual({ width: 2, height: 1, channels: 1, values: Float32Array.of(0, 1) })
  const deep = encode({ width: 1, height: 1, data: Uint16Array.of(65_535), channels: 1, depth: 16 })
  expect(decodePng(deep).values).toEqual(Float32Array.of(1))
})

test('a picture in colour has three numbers a pixel, with or without transparency', () => {
  const opaque = encode({ width: 1, height: 2, data: Uint8Array.of(255, 0, 51, 0, 102, 255), channels: 3 })
  const values = Float32Array.of(1, 0, 0.2, 0, 0.4, 1)
  expect(decodePng(opaque)).toEqual({ width: 1, height: 2, channels: 3, values })
  const seeThrough = encode({
    width: 1,
    height: 2,
    data: Uint8Array.of(255, 0, 51, 9, 0, 102, 255, 8),
    channels: 4,
  })
  expect(decodePng(seeThrough)).toEqual(decodePng(opaque))
  const greyToo = encode({ width: 1, height: 1, data: Uint8Array.of(51, 9), channels: 2 })
  expect(decodePng(greyToo)).toMatchObject({ channels: 1, values: Float32Array.of(0.2) })
})

test('grey pixels that share a byte are read', () => {
  const bits = encode({
    width: 10,
    height: 1,
    data: Uint8Array.of(0b10100000, 0b01000000),
    channels: 1,
    depth: 1,
  })
  expect([...decodePng(bits).values]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  const nibbles = picture({ width: 3, height: 2, depth: 4, rows: [0, 0x0f, 0x50, 0, 0xa0, 0xf0] })
  expect([...decodePng(nibbles).values]).toEqual([0, 1, 1 / 3, 2 / 3, 0, 1].map(Math.fround))
})

test('16 bits of each colour are read, with or without transparency', () => {
  const rows = [0, 0xff, 0xff, 0, 0, 0x33, 0x33]
  const values = Float32Array.of(1, 0, 0.2)
  expect(decodePng(picture({ depth: 16, colourType: 2, rows })).values).toEqual(values)
  expect(decodePng(picture({ depth: 16, colourType: 6, rows: [...rows, 1, 2] })).values).toEqual(values)
})

test.each([
  [8, [0, 2, 0, 1]],
  [4, [0, 0x20, 0, 0x10]],
  [2, [0, 0x80, 0, 0x40]],
])('places in a palette, of %i bits, are colours, with or without transparency', (depth, rows) => {
  const palette = chunk('PLTE', [0, 0, 0, 255, 0, 51, 0, 102, 255])
  const expected = {
    width: 1,
    height: 2,
    channels: 3,
    values: Float32Array.of(0, 0.4, 1, 1, 0, 0.2),
  }
  const indexed = { height: 2, depth, colourType: 3, rows }
  expect(decodePng(picture({ ...indexed, before: [palette] }))).toEqual(expected)
  expect(decodePng(picture({ ...indexed, before: [palette, chunk('tRNS', [9])] }))).toEqual(expected)
  expect(() => decodePng(picture(indexed))).toThrow(FormatError)
  expect(() => decodePng(picture({ ...indexed, before: [chunk('PLTE', [1, 2, 3])] }))).toThrow(FormatError)
})

test('a palette beside full colours, and a colour that stands for transparency, are let be', () => {
  const before = [chunk('PLTE', [1, 2, 3]), chunk('tRNS', [0, 255, 0, 0, 0, 51])]
  expect(decodePng(picture({ colourType: 2, rows: [0, 255, 0, 51], before })).values).toEqual(
    Float32Array.of(1, 0, 0.2),
  )
})

test('an interlaced picture is read where no pixels share a byte', () => {
  // Nine pixels in the order of the parts: corner, then columns and rows between.
  const parts = [0, 1, 0, 3, 0, 7, 9, 0, 2, 0, 8, 0, 4, 5, 6]
  const interlaced = picture({ width: 3, height: 3, isInterlaced: true, rows: parts })
  expect(Array.from(decodePng(interlaced).values, (value) => Math.round(value * 255))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ])
  expect(() => decodePng(picture({ depth: 4, isInterlaced: true, rows: [0, 0] }))).toThrow(
    new FormatError(
      'This is no PNG picture that can be read: it is interlaced, and its pixels share bytes; save it without interlacing.',
    ),
  )
})

test.each([
  [{ width: 2 ** 31 }, /it would be 2147483648 × 1; at most 67108864 pixels are read\.$/u],
  [{ width: 0 }, /it would be 0 × 1;/u],
  [{ colourType: 5 }, /there are no colours of type 5 with 8 bits\.$/u],
  [{ colourType: 2, depth: 4 }, /there are no colours of type 2 with 4 bits\.$/u],
  [{ rows: [0] }, 'The PNG picture holds fewer bytes than its 1 × 1 pixels take.'],
  [{ rows: [0, 1, 2] }, 'The PNG picture holds more bytes than its 1 × 1 pixels take.'],
  [{ rows: [5, 1] }, /^This is no PNG picture that can be read: /u],
])('%o is refused', (options, message) => {
  const read = () => decodePng(picture({ rows: [0, 1], ...options }))
  expect(read).toThrow(FormatError)
  expect(read).toThrow(message)
})

test('a few kilobytes that would be millions of bytes are not unpacked', () => {
  const bomb = picture({ rows: new Uint8Array(2 ** 26) })
  expect(bomb.length).toBeLessThan(2 ** 17)
  expect(() => decodePng(bomb)).toThrow('The PNG picture holds more bytes than its 1 × 1 pixels take.')
  const profile = [...new TextEncoder().encode('icc'), 0, 0, ...zlibSync(new Uint8Array(2 ** 20))]
  const beside = picture({ rows: [0, 255], before: [chunk('iCCP', profile)] })
  expect(decodePng(beside).values).toEqual(Float32Array.of(1))
})

test('what is no picture is refused', () => {
  expect(() => decodePng(new Uint8Array(5))).toThrow(
    new FormatError('This is no PNG picture: it does not begin as one.'),
  )
  for (let length = 8; length < grey.length; length++) {
    expect(() => decodePng(grey.subarray(0, length))).toThrow(new FormatError('The PNG picture is cut off.'))
  }
  // @ts-expect-error -- text is no bytes
  expect(() => decodePng('x')).toThrow(new ArgumentError('bytes is the string "x"; it must be a Uint8Array.'))
})

test('a picture with a few changed bytes is read or refused', () => {
  const changes = fc.array(fc.tuple(fc.nat(grey.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(changes, (list) => {
      const bytes = Uint8Array.from(grey)
      for (const [place, byte] of list) bytes[place] = byte
      try {
        const { values, width, height, channels } = decodePng(bytes)
        expect(values).toHaveLength(width * height * channels)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }),
  )
})
