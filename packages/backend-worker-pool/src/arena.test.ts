import { createHeap } from '@bilayer/backend-wasm/kernels'
import { expect, test } from 'vitest'
import { Arena } from './arena.ts'
import { createChannel, Word } from './channel.ts'
import { operations } from './operations.ts'
import { Queue } from './queue.ts'

const SIZE = 256

/** An arena of about 60 blocks of `SIZE`, whose queue is busy until `finish` is called. */
function openArena() {
  const channel = createChannel(1)
  const queue = new Queue(channel, () => {})
  queue.submit({ operation: operations.relu, list: [], out: 0, extent: 1, unit: 1, size: 1 }, 1)
  const heap = createHeap({ shared: true, maximumBytes: 65_536 })
  const finish = () => {
    Atomics.add(channel.words, Word.finished, 1)
  }
  return { arena: new Arena(heap, queue), heap, finish }
}

test('a result may have what is freed while work is queued, the host may not', () => {
  const { arena } = openArena()
  const block = arena.allocateResult(SIZE)
  arena.free(block)
  expect(arena.allocateIdle(SIZE)).not.toBe(block)
  expect(arena.allocateResult(SIZE)).toBe(block)
})

test('the host may have what is freed once the work is finished', () => {
  const { arena, heap, finish } = openArena()
  arena.free(arena.allocateResult(SIZE))
  expect(heap.used()).toBe(SIZE)
  finish()
  arena.allocateIdle(2 * SIZE)
  expect(heap.used()).toBe(2 * SIZE)
})

test('a pinned block that is freed is nobody else’s until it is let go', () => {
  const { arena } = openArena()
  const block = arena.allocateResult(SIZE)
  const unpin = [arena.pin(block), arena.pin(block)]
  arena.free(block)
  expect(arena.used).toBe(0)
  unpin[0]()
  const other = arena.allocateResult(SIZE)
  expect(other).not.toBe(block)
  unpin[1]()
  expect(arena.allocateResult(SIZE)).toBe(block)
})

test('no room is told with what waits for queued work', () => {
  const { arena } = openArena()
  const blocks = Array.from({ length: 10 }, () => arena.allocateResult(5000))
  expect(() => arena.allocateResult(20_000)).toThrow(/no room for 20000 bytes.*maximumBytes\)\.$/u)
  for (const block of blocks) arena.free(block)
  expect(() => arena.allocateIdle(20_000)).toThrow(/waits for queued work: await backend\.sync\(\)/u)
})
