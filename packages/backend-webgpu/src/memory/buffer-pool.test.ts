import { expect, test } from 'vitest'
import { createBufferPool } from './buffer-pool.ts'

/** Makes buffers, and counts them. */
function countingDevice() {
  const made: number[] = []
  let destroyed = 0
  const create = (bytes: number) => {
    made.push(bytes)
    return { destroy: () => destroyed++ }
  }
  return { create, made, destroyed: () => destroyed }
}

const MIB = 2 ** 20

test('a buffer that was given back serves again, for any size of its class', () => {
  const { create, made } = countingDevice()
  const pool = createBufferPool(create)
  const first = pool.take(1000)
  pool.give(first)
  expect(pool.take(1020)).toBe(first)
  expect(pool.take(1000)).not.toBe(first)
  expect(made).toEqual([1024, 1024])
})

test('the buffer that was used last serves first', () => {
  const pool = createBufferPool(countingDevice().create)
  const [older, newer] = [pool.take(8), pool.take(8)]
  pool.give(older)
  pool.give(newer)
  expect(pool.take(8)).toBe(newer)
  expect(pool.take(8)).toBe(older)
})

test('bytes are those that were taken and not given back', () => {
  const pool = createBufferPool(countingDevice().create)
  const buffer = pool.take(1000)
  pool.take(2000)
  expect(pool.bytes()).toBe(1024 + 2048)
  pool.give(buffer)
  expect(pool.bytes()).toBe(2048)
})

test('beyond 256 MiB that nobody uses, those that have waited longest are destroyed', () => {
  const { create, destroyed } = countingDevice()
  const gone: unknown[] = []
  const pool = createBufferPool(create, (buffer) => {
    gone.push(buffer)
  })
  const buffers = Array.from({ length: 5 }, () => pool.take(64 * MIB))
  const small = pool.take(8)
  pool.give(small)
  for (const buffer of buffers) pool.give(buffer)
  expect(gone).toEqual([small, buffers[0]])
  expect(destroyed()).toBe(2)
  expect(pool.take(64 * MIB)).toBe(buffers[4])
})

test('a device that makes no buffer leaves the count as it was', () => {
  const pool = createBufferPool(() => {
    throw new RangeError('no')
  })
  expect(() => pool.take(8)).toThrow(RangeError)
  expect(pool.bytes()).toBe(0)
})
