import { expect, test } from 'vitest'
import { reachableHeap } from '../../../scripts/reachable-heap.ts'
import { plainBackend } from './testing/plain-backend.ts'

test('a long scope keeps nothing of what was disposed in it', () => {
  const backend = plainBackend()
  const growth = backend.scope(() => {
    const before = reachableHeap()
    for (let i = 0; i < 100_000; i++) backend.zeros(1, 1).dispose()
    return reachableHeap() - before
  })
  expect(growth).toBeLessThan(2_000_000)
})
