import { expect, test, vi } from 'vitest'
import { startMachine } from '@bilayer/backend-wasm/machine'
import { createMultiply } from './create-multiply.ts'
import { measuredRoute } from './route.ts'

test('a small product, and one with a vector, is computed by wasm; a middling one on one thread; a large one on all', () => {
  const route = measuredRoute(8, 1_500_000)
  expect(route(10, 10, 10)).toBe(0)
  expect(route(1, 4096, 4096)).toBe(0)
  expect(route(4096, 4096, 1)).toBe(0)
  expect(route(64, 64, 64)).toBe(1)
  expect(route(512, 512, 512)).toBe(8)
  expect(measuredRoute(1, 1_500_000)(512, 512, 512)).toBe(1)
})

test('the number of threads is set before each product of the library', async () => {
  const machine = await startMachine('simd', {})
  const counts = [0, 1, 3]
  const set = vi.fn<(count: number) => void>()
  const product = vi.fn<() => void>()
  const threads = { initial: 3, set, take: (count: number) => count, worthFrom: 0 }
  const multiply = createMultiply(machine, { threads }, product, () => counts.shift() ?? 0)
  const { pointer } = machine.heap.allocate(64)
  for (let i = 0; i < 3; i++) multiply(pointer, false, pointer, false, 1, 1, 1, 0, false, pointer)
  expect(set.mock.calls).toEqual([[1], [3]])
  expect(product).toHaveBeenCalledTimes(2)
})
