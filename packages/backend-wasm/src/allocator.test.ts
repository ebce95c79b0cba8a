import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAllocator, OutOfMemoryError } from './allocator.ts'

const LIMIT = 4096

const fixed = (size: number) => ({ size: () => size, grow: () => false })

test('parts never overlap, are aligned, and lie within the memory', () => {
  const step = fc.oneof(fc.record({ take: fc.integer({ min: 1, max: 600 }) }), fc.record({ free: fc.nat() }))
  const property = fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const { allocate, free, bytes } = createAllocator(8, fixed(LIMIT))
    const live = new Map<number, number>()
    for (const action of steps) {
      if ('free' in action) {
        const address = [...live.keys()][action.free % Math.max(live.size, 1)]
        free(address)
        live.delete(address)
        continue
      }
      try {
        live.set(allocate(action.take), action.take)
      } catch (error) {
        expect(error).toBeInstanceOf(OutOfMemoryError)
      }
    }
    const parts = [...live].toSorted(([a], [b]) => a - b)
    for (const [i, [address, size]] of parts.entries()) {
      expect(address % 16).toBe(0)
      expect(address + size).toBeLessThanOrEqual(parts[i + 1]?.[0] ?? LIMIT)
    }
    expect(bytes()).toBe(parts.reduce((sum, [, size]) => sum + size, 0))
    for (const address of live.keys()) free(address)
    expect(bytes()).toBe(0)
    expect(allocate(LIMIT - 16)).toBe(16)
  })
  fc.assert(property, { numRuns: 500 })
})

test('a part that was freed serves the next request of its size', () => {
  const { allocate, free } = createAllocator(0, fixed(LIMIT))
  const first = allocate(100)
  allocate(100)
  free(first)
  free(first)
  expect(allocate(112)).toBe(first)
  expect(allocate(112)).not.toBe(first)
})

test('no room is told in sizes, and changes nothing', () => {
  const { allocate, bytes } = createAllocator(0, fixed(1024))
  allocate(1000)
  expect(() => allocate(100)).toThrow(new OutOfMemoryError('no room for 100 bytes; 1000 are in use'))
  expect(bytes()).toBe(1000)
})

test('memory grows only where no gap has room', () => {
  let size = 256
  const grow = (end: number) => {
    size = end
    return true
  }
  const { allocate, free } = createAllocator(0, { size: () => size, grow })
  const parts = [allocate(64), allocate(64), allocate(64), allocate(64)]
  free(parts[1])
  free(parts[2])
  expect(allocate(128)).toBe(parts[1])
  expect(size).toBe(256)
  expect(allocate(16)).toBe(256)
  expect(size).toBe(272)
})
