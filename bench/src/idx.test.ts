import { expect, test } from 'vitest'
import { parseIdx } from './idx.ts'

test('an IDX file is read with its sizes', () => {
  const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255)
  expect(parseIdx(file)).toEqual({ sizes: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) })
})

test('sizes take all four bytes, and a file may lie within other bytes', () => {
  const whole = new Uint8Array(3 + 8 + 258)
  whole.set([0, 0, 8, 1, 0, 0, 1, 2], 3)
  expect(parseIdx(whole.subarray(3)).sizes).toEqual([258])
})

test.each([
  ['nothing', []],
  ['another type of elements', [0, 0, 0x0d, 1, 0, 0, 0, 0]],
  ['no zeros first', [1, 0, 8, 1, 0, 0, 0, 0]],
  ['half a header', [0, 0, 8, 2, 0, 0, 0, 1]],
])('%s is no IDX file of bytes', (_, bytes) => {
  expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(
    new RangeError('This is no IDX file of unsigned bytes: those begin with 0, 0, 8.'),
  )
})

test('a file that is cut off is refused', () => {
  expect(() => parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 1, 2))).toThrow(
    new RangeError('The IDX file holds 2 elements; 3 of them are 3.'),
  )
})
