import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Allocator, type Block } from './allocator.ts'

const PAGE = 1024

/** An allocator whose region starts at 64 and grows page by page up to `limit`. */
function allocatorUpTo(limit: number, begin = 64): Allocator {
  return new Allocator({
    begin,
    end: PAGE,
    grow: (end) => (end <= limit ? Math.ceil(end / PAGE) * PAGE : 0),
  })
}

/** By address, the lowest first. */
const inOrder = (allocator: Allocator) => [...allocator.blocks()].toReversed()

test('blocks never overlap, no two free ones adjoin, and when all are freed there is one', () => {
  const takes = fc.record({ bytes: fc.integer({ min: 0, max: 3000 }) })
  const frees = fc.record({ index: fc.nat() })
  const property = fc.property(fc.array(fc.oneof(takes, takes, frees), { maxLength: 120 }), (steps) => {
    const allocator = allocatorUpTo(16 * PAGE)
    const live: Block[] = []
    for (const step of steps) {
      if ('index' in step) {
        for (const block of live.splice(step.index % (live.length + 1), 1)) allocator.free(block)
      } else {
        const block = allocator.allocate(step.bytes)
        if (block) live.push(block)
        expect(block === undefined || (block.bytes >= step.bytes && block.bytes < step.bytes + 128)).toBe(
          true,
        )
      }
      const blocks = inOrder(allocator)
      let address = 64
      let freeBefore = false
      for (const { pointer, bytes, isFree } of blocks) {
        expect([pointer, pointer % 64, bytes % 64]).toEqual([address, 0, 0])
        expect(freeBefore && isFree).toBe(false)
        address += bytes
        freeBefore = isFree
      }
      expect(address).toBeLessThanOrEqual(16 * PAGE)
      expect(blocks.filter(({ isFree }) => !isFree).map(({ pointer }) => pointer)).toEqual(
        live.map(({ pointer }) => pointer).toSorted((a, b) => a - b),
      )
      expect(allocator.used).toBe(live.reduce((sum, { bytes }) => sum + bytes, 0))
    }
    for (const block of live) allocator.free(block)
    expect([allocator.used, inOrder(allocator).length]).toEqual([0, 1])
  })
  fc.assert(property, { numRuns: 300 })
})

test('a request is refused only where no free block is large enough', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 })
  const property = fc.property(sizes, fc.integer({ min: 1, max: 2000 }), (granules, wanted) => {
    const allocator = new Allocator({ begin: 64, end: 64 * 1800, grow: () => 0 })
    const live = granules.map((count) => allocator.allocate(64 * count))
    for (const [i, block] of live.entries()) if (i % 2 === 0 && block) allocator.free(block)
    const free = inOrder(allocator).filter(({ isFree }) => isFree)
    const largest = Math.max(...free.map(({ bytes }) => bytes))
    expect(allocator.allocate(64 * wanted) !== undefined).toBe(64 * wanted <= largest)
  })
  fc.assert(property, { numRuns: 300 })
})

test('a block that is freed serves the next request of its size', () => {
  const allocator = allocatorUpTo(16 * PAGE)
  const first = allocator.allocate(200)
  allocator.allocate(200)
  expect(first).toBeDefined()
  if (first) allocator.free(first)
  expect(allocator.allocate(256)?.pointer).toBe(64)
})

test('the region grows by what its free end lacks', () => {
  const ends: number[] = []
  const grow = (end: number) => {
    ends.push(end)
    return end
  }
  const allocator = new Allocator({ begin: 64, end: 1024, grow })
  allocator.allocate(512)
  allocator.allocate(1024)
  expect(ends).toEqual([64 + 512 + 1024])
  expect(inOrder(allocator).map(({ bytes }) => bytes)).toEqual([512, 1024])
})

test('what is not in use cannot be freed', () => {
  const allocator = allocatorUpTo(PAGE)
  const block = allocator.allocate(64)
  expect(block).toBeDefined()
  if (block) allocator.free(block)
  expect(() => block && allocator.free(block)).toThrow('The block at 64 is not in use; it cannot be freed.')
  expect(() => allocator.free({ pointer: 128, bytes: 64 })).toThrow('The block at 128 is not in use')
})

test('blocks of gigabytes are found again', () => {
  const allocator = new Allocator({ begin: 64, end: 64, grow: (end) => (end <= 2 ** 32 ? end : 0) })
  const large = allocator.allocate(3 * 2 ** 30)
  expect(large).toMatchObject({ pointer: 64, bytes: 3 * 2 ** 30 })
  if (large) allocator.free(large)
  expect(allocator.allocate(2 ** 32)).toBeUndefined()
  expect(allocator.allocate(3 * 2 ** 30)).toMatchObject({ pointer: 64 })
})

test('a block that no memory can have is refused, whatever remains of its size in 32 bits', () => {
  const allocator = new Allocator({ begin: 64, end: 2 ** 24, grow: () => 0 })
  for (const bytes of [2 ** 32 + 64, 2 ** 38 + 64, 2 ** 38 + 2 ** 20, 2 ** 53, Infinity]) {
    expect(allocator.allocate(bytes)).toBeUndefined()
  }
  expect([allocator.used, inOrder(allocator).length]).toEqual([0, 1])
})
