import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBufferPool } from './buffer-pool.ts'

const MEBIBYTE = 2 ** 20

/** Numbers that take so many mebibytes. */
const mebibytes = (count: number): number => (count * MEBIBYTE) / Float32Array.BYTES_PER_ELEMENT

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a buffer that is given back serves the next who asks for its length', () => {
  const pool = createBufferPool(MEBIBYTE)
  const buffer = pool.take(10)
  pool.give(buffer)
  const other = pool.take(11)
  expect(pool.take(10)).toBe(buffer)
  expect(other).not.toBe(buffer)
  expect(pool.bytes()).toBe(84)
})

test('zeros are zeros in a buffer that was used before too', () => {
  const pool = createBufferPool(MEBIBYTE)
  const buffer = pool.take(3).fill(7)
  pool.give(buffer)
  expect(pool.takeZeros(3)).toBe(buffer)
  expect([...buffer, ...pool.takeZeros(2)]).toEqual([0, 0, 0, 0, 0])
})

describe('the stock', () => {
  test('goes to the lengths of now: those of long ago make room', () => {
    const pool = createBufferPool(2 ** 32)
    const old = Array.from({ length: 60 }, (_, i) => pool.take(mebibytes(4) + i))
    for (const buffer of old) pool.give(buffer)
    for (let i = 0; i < 40; i++) {
      const buffer = pool.take(mebibytes(5) + i)
      pool.give(buffer)
      expect(pool.take(buffer.length)).toBe(buffer)
      pool.give(buffer)
    }
    expect(pool.take(old[0].length)).not.toBe(old[0])
  })

  test('lets go of what nobody asked for while 131,072 others came back', () => {
    const pool = createBufferPool(2 ** 32)
    const old = pool.take(5)
    pool.give(old)
    for (let i = 0; i < 2 * 65_536; i++) pool.give(pool.take(6))
    expect(pool.take(5)).not.toBe(old)
  })

  test('is given up before there is no room, by the limit or by the engine', () => {
    const pool = createBufferPool(2 * MEBIBYTE)
    const buffer = pool.take(mebibytes(1.5))
    pool.give(buffer)
    expect(() => pool.give(pool.take(mebibytes(1)))).not.toThrow()
    expect(pool.take(mebibytes(1.5))).not.toBe(buffer)
  })
})

test('no room is told in sizes, and changes nothing', () => {
  const pool = createBufferPool(MEBIBYTE)
  const kept = pool.take(mebibytes(0.75))
  expect(() => pool.take(mebibytes(0.5))).toThrow(
    'no room for 524288 bytes: 786432 bytes are in use, and matrices may have 1048576 in all (option maximumBytes).',
  )
  expect(pool.bytes()).toBe(kept.byteLength)
  pool.give(kept)
  expect(pool.take(mebibytes(1))).toHaveLength(mebibytes(1))
})

test('an engine that has no more memory is asked again once nothing is kept for reuse, then told with sizes', () => {
  const pool = createBufferPool(2 ** 32)
  const Original = Float32Array
  let failures = 1
  class Scarce extends Original {
    constructor(length: number) {
      if (failures > 0) {
        failures--
        throw new RangeError('Array buffer allocation failed')
      }
      super(length)
    }
  }
  pool.give(pool.take(100))
  const kept = pool.take(10)
  vi.stubGlobal('Float32Array', Scarce)
  expect(pool.take(20)).toHaveLength(20)
  failures = 2
  expect(() => pool.take(20)).toThrow(
    'no room for 80 bytes: 120 bytes are in use, and the engine has no more (RangeError: Array buffer allocation failed).',
  )
  expect(pool.bytes()).toBe(kept.byteLength + 80)
})
