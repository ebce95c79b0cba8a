import { gzipSync } from 'node:zlib'
import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { imageSamples, readIdx } from './idx.ts'

const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255)
const array = { shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) }

test('an IDX file is read with its sizes, plain or gzip', async () => {
  expect(await readIdx(file)).toEqual(array)
  expect(await readIdx(gzipSync(file))).toEqual(array)
})

test('sizes take all four bytes, and a file may lie within other bytes', async () => {
  const whole = new Uint8Array(3 + 8 + 258)
  whole.set([0, 0, 8, 1, 0, 0, 1, 2], 3)
  expect((await readIdx(whole.subarray(3))).shape).toEqual([258])
})

test('images are samples from 0 to 1', () => {
  const images = { shape: [2, 1, 2], values: Uint8Array.of(0, 51, 102, 255) }
  expect(imageSamples(images)).toEqual({
    values: Float32Array.of(0, 0.2, 0.4, 1),
    count: 2,
    size: 2,
  })
  expect(() => imageSamples({ shape: [2, 2], values: Uint8Array.of(1) })).toThrow(ArgumentError)
})

test.each([
  ['nothing', []],
  ['another type of elements', [0, 0, 0x0d, 1, 0, 0, 0, 0]],
  ['no zeros first', [1, 0, 8, 1, 0, 0, 0, 0]],
  ['half a header', [0, 0, 8, 2, 0, 0, 0, 1]],
  ['no dimension', [0, 0, 8, 0, 5]],
])('%s is no IDX file of bytes', async (_, bytes) => {
  await expect(readIdx(Uint8Array.from(bytes))).rejects.toThrow(
    new FormatError('This is no IDX file of unsigned bytes: those begin with 0, 0, 8.'),
  )
})

test('a file that is cut off, or says that it holds more than there is, is refused', async () => {
  await expect(readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 1, 2))).rejects.toThrow(
    new FormatError('The IDX file holds 2 elements; 3 of them are 3.'),
  )
  const huge = Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1)
  await expect(readIdx(huge)).rejects.toThrow(/^The IDX file holds 1 elements; 4294967295 × 4294967295/u)
  await expect(readIdx(gzipSync(file).subarray(0, 20))).rejects.toThrow(
    new FormatError('The gzip file is damaged or cut off.'),
  )
})

test('any bytes are an array or are refused', async () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.uint8Array().map((rest) => Uint8Array.of(0, 0, 8, ...rest)),
    fc.uint8Array().map((rest) => Uint8Array.of(...gzipSync(file).subarray(0, 12), ...rest)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (random) => {
      const found = await readIdx(random).catch((error: unknown) => error)
      expect(found instanceof FormatError || Object.hasOwn(found as object, 'shape')).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})
