import { createRandom } from '@bilayer/core'
import { expect, test } from 'vitest'
import { reachableHeap } from '../../../../scripts/reachable-heap.ts'
import { Allocator, type Block } from './allocator.ts'

test('blocks that are freed, kept or not, keep nothing else in memory', () => {
  const allocator = new Allocator({ begin: 64, end: 64, grow: (end) => end })
  const random = createRandom(1)
  const live: Block[] = []
  const kept: Block[] = []
  const work = (steps: number): void => {
    for (let step = 0; step < steps; step++) {
      const block = allocator.allocate(random.uniform() * 10_000)
      if (block) live.push(block)
      if (live.length < 20) continue
      const [freed] = live.splice(Math.floor(random.uniform() * live.length), 1)
      allocator.free(freed)
      if (kept.length < 50) kept.push(freed)
    }
  }
  work(1000)
  const before = reachableHeap()
  work(100_000)
  expect(reachableHeap() - before).toBeLessThan(1_000_000)
  expect(kept).toHaveLength(50)
})
