import { ArgumentError } from '@bilayer/core'
import { afterEach, expect, test, vi } from 'vitest'
import { createHeap, type Heap } from './heap.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const pagesOf = ({ memory }: Heap): number => memory.buffer.byteLength / 65_536

test('values stay while the memory grows', () => {
  const heap = createHeap()
  const { pointer } = heap.allocate(8)
  heap.floats().set([1.5, -2], pointer / 4)
  heap.allocate(10 * 65_536)
  expect(pagesOf(heap)).toBe(11)
  expect([...heap.floats().subarray(pointer / 4, pointer / 4 + 2)]).toEqual([1.5, -2])
})

test('the memory grows by half at least, within its maximum, so that many small blocks make it grow seldom', () => {
  const heap = createHeap({ maximumBytes: 70 * 65_536 })
  heap.allocate(40 * 65_536 - 64)
  expect(pagesOf(heap)).toBe(40)
  heap.allocate(64)
  expect(pagesOf(heap)).toBe(60)
  heap.allocate(20 * 65_536)
  expect(pagesOf(heap)).toBe(70)
})

test('where the system refuses what is ample, the memory grows to what is needed', () => {
  const heap = createHeap()
  heap.allocate(40 * 65_536 - 64)
  vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementationOnce(() => {
    throw new RangeError('the system has no more')
  })
  heap.allocate(64)
  expect(pagesOf(heap)).toBe(41)
})

test('where the system refuses what is needed, there is no room, and what is used stays', () => {
  const heap = createHeap()
  const { bytes } = heap.allocate(1000)
  vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('the system has no more')
  })
  expect(() => heap.allocate(65_536)).toThrow('no room for 65536 bytes: 1024 bytes are in use')
  expect([heap.used(), pagesOf(heap)]).toEqual([bytes, 1])
})

test('no room is told in sizes, and changes nothing', () => {
  const heap = createHeap({ maximumBytes: 4 * 65_536 })
  const kept = heap.allocate(100_000)
  expect(() => heap.allocate(200_000)).toThrow(
    'no room for 200000 bytes: 100032 bytes are in use, the largest free piece has 30976, and the memory may have 262144 in all (option maximumBytes).',
  )
  expect(heap.used()).toBe(kept.bytes)
  heap.free(kept)
  expect(heap.allocate(262_080)).toMatchObject({ pointer: 64, bytes: 262_080 })
})

test('a memory that threads share grows too', () => {
  const heap = createHeap({ shared: true, maximumBytes: 2 ** 24 })
  const { pointer } = heap.allocate(2 ** 20)
  expect(heap.memory.buffer).toBeInstanceOf(SharedArrayBuffer)
  heap.floats()[pointer / 4 + 2 ** 18 - 1] = 7
  expect(heap.floats().length * 4).toBe(heap.memory.buffer.byteLength)
})

test('a memory may be one page large', () => {
  expect(createHeap({ maximumBytes: 65_536 }).allocate(65_472)).toMatchObject({ pointer: 64 })
})

test('a size that no memory has is refused', () => {
  for (const maximumBytes of [0, -1, 1000, 2 ** 32, Number.NaN]) {
    expect(() => createHeap({ maximumBytes })).toThrow(ArgumentError)
  }
  expect(() => createHeap({ maximumBytes: 5 })).toThrow(
    'maximumBytes is 5; it must be a number from 65536 to 4294901760.',
  )
})
