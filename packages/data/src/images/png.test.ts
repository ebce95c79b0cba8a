import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { decodePng } from './png.ts'

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

test('pixels that share a byte, and colours of a palette, are read', () => {
  const bits = encode({
    width: 10,
    height: 1,
    data: Uint8Array.of(0b10100000, 0b01000000),
    channels: 1,
    depth: 1,
  })
  expect([...decodePng(bits).values]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
})

test('what is no picture is refused', () => {
  const large = Uint8Array.from(grey)
  new DataView(large.buffer).setUint32(16, 2 ** 31)
  expect(() => decodePng(large)).toThrow(
    new FormatError(
      'This is no PNG picture that can be read: it would be 2147483648 × 1; at most 67108864 pixels are read.',
    ),
  )
  expect(() => decodePng(new Uint8Array(5))).toThrow(
    new FormatError('This is no PNG picture: it is too short.'),
  )
  expect(() => decodePng(grey.subarray(0, -20))).toThrow(FormatError)
  expect(() => decodePng('x' as never)).toThrow(
    new ArgumentError('bytes is the string "x"; it must be a Uint8Array.'),
  )
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
