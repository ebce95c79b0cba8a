import { expect, test } from 'vitest'
import { createBufferPool } from './buffer-pool.ts'

const MIB = 2 ** 20

/** A pool of buffers that are but their sizes, and lists of those that were made and destroyed. */
function countingPool(largest = Infinity) {
  const made: number[] = []
  const gone: unknown[] = []
  const pool = createBufferPool({
    create: (bytes) => {
      made.push(bytes)
      return bytes
    },
    destroy: (buffer) => {
      gone.push(buffer)
    },
    largest,
  })
  return { pool, made, gone }
}

test('a buffer that was given back serves again, for any size of its class', () => {
  const { pool, made } = countingPool()
  const first = pool.take(1000)
  pool.give(first)
  expect(pool.take(1020)).toBe(first)
  expect(pool.take(1000)).not.toBe(first)
  expect(made).toEqual([1024, 1024])
})

test('no buffer is larger than the device allows, though its class is', () => {
  const { pool, made } = countingPool(4080)
  const first = pool.take(4000)
  pool.give(first)
  expect(pool.take(4080)).toBe(first)
  expect(made).toEqual([4080])
  expect(pool.bytes()).toBe(4080)
})

test('of those that would serve, the buffer that was made first does, whatever order they came back in', () => {
  const { pool } = countingPool()
  const made = Array.from({ length: 4 }, () => pool.take(8))
  for (const at of [2, 0, 3, 1]) pool.give(made[at])
  expect(made.map(() => pool.take(8))).toEqual(made)
})

test('bytes are those that were taken and not given back', () => {
  const { pool } = countingPool()
  const buffer = pool.take(1000)
  pool.take(2000)
  expect(pool.bytes()).toBe(1024 + 2048)
  pool.give(buffer)
  expect(pool.bytes()).toBe(2048)
})

test('beyond 256 MiB that nobody uses, those that have waited longest are destroyed', () => {
  const { pool, gone } = countingPool()
  const buffers = Array.from({ length: 5 }, () => pool.take(64 * MIB))
  const small = pool.take(8)
  pool.give(small)
  for (const buffer of buffers) pool.give(buffer)
  expect(gone).toEqual([small, buffers[0]])
  expect(pool.take(64 * MIB)).toBe(buffers[1])
})

test('a device that makes no buffer leaves the count as it was', () => {
  const create = () => {
    throw new RangeError('no')
  }
  const pool = createBufferPool({ create, destroy: () => {}, largest: Infinity })
  expect(() => pool.take(8)).toThrow(RangeError)
  expect(pool.bytes()).toBe(0)
})
