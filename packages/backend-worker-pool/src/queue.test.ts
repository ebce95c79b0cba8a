import { describe, expect, test } from 'vitest'
import { CAPACITY, type Channel, createChannel, Word } from './channel.ts'
import { type Command, operations } from './operations.ts'
import { Queue } from './queue.ts'

const THREADS = 2
const command: Command = { operation: operations.relu, list: [64], out: 128, extent: 32, unit: 16, size: 32 }

/** A queue whose workers are the test itself: `finish` tells that so many tickets more are computed. */
function openQueue(start = 0) {
  const channel: Channel = createChannel(THREADS)
  for (const word of [Word.published, Word.claimed, Word.finished]) channel.words[word] = start
  const holds: boolean[] = []
  const queue = new Queue(channel, (held) => {
    holds.push(held)
  })
  const published = () => (channel.words[Word.published] - start) | 0
  const finish = (tickets: number) => {
    Atomics.add(channel.words, Word.finished, tickets)
    queue.advance()
  }
  return { channel, queue, holds, published, finish }
}

describe('a queue', () => {
  test('publishes a ticket for each part', () => {
    const { channel, queue, published } = openQueue()
    queue.submit(command, 2)
    queue.submit(command, 1)
    expect(published()).toBe(3)
    expect(channel.parts.slice(0, 3)).toEqual(Int32Array.of(0, 1, 0))
    expect(channel.commands.slice(0, 6)).toEqual(Float64Array.of(operations.relu.code, 2, 32, 16, 128, 64))
  })

  test('keeps back what the ring has no room for, and publishes it in its order as workers come on', () => {
    const { queue, published, finish } = openQueue()
    for (let i = 0; i < 2 * CAPACITY; i++) queue.submit(command, 1)
    const first = published()
    expect(first).toBeGreaterThan(CAPACITY / 2)
    expect(first).toBeLessThan(CAPACITY)
    finish(first)
    expect(published()).toBe(2 * first)
    finish(first)
    expect(published()).toBe(2 * CAPACITY)
  })

  test('wants to hear when half of the ring is free, while it keeps something back', () => {
    const { channel, queue, published } = openQueue()
    for (let i = 0; i < 2 * CAPACITY; i++) queue.submit(command, 1)
    expect(channel.words[Word.wanted]).toBe(published() - CAPACITY / 2)
  })

  test.each([0, 2 ** 31 - 3, -3])(
    'tells who waits when their work is done, from ticket %d on',
    async (start) => {
      const { queue, holds, finish } = openQueue(start)
      const settled: string[] = []
      const wait = async (name: string) => {
        await queue.finished()
        settled.push(name)
      }
      await wait('nothing to wait for')
      queue.submit(command, 2)
      const first = wait('first')
      queue.submit(command, 2)
      const waiting = [first, wait('second'), wait('also second')]
      finish(1)
      await Promise.resolve()
      expect(settled).toEqual(['nothing to wait for'])
      finish(1)
      await first
      expect(queue.isIdle).toBe(false)
      finish(2)
      await Promise.all(waiting)
      expect(settled).toEqual(['nothing to wait for', 'first', 'second', 'also second'])
      expect(queue.isIdle).toBe(true)
      expect(holds).toEqual([true, false])
    },
  )

  test('that failed refuses who waits and what comes', async () => {
    const { queue, holds } = openQueue()
    queue.submit(command, 1)
    const waiting = queue.finished()
    queue.fail(new Error('no more'))
    queue.fail(new Error('a later failure'))
    await expect(waiting).rejects.toThrow('no more')
    await expect(queue.finished()).rejects.toThrow('no more')
    expect(() => queue.submit(command, 1)).toThrow('no more')
    expect(holds).toEqual([true, false])
  })

  test('knows the operation that its workers are at', () => {
    const { queue, finish } = openQueue()
    expect(queue.currentOperation()).toBe('idle')
    queue.submit(command, 2)
    queue.submit({ ...command, operation: operations.mask }, 1)
    expect(queue.currentOperation()).toBe('relu')
    finish(1)
    expect(queue.currentOperation()).toBe('relu')
    finish(1)
    expect(queue.currentOperation()).toBe('mask')
  })
})
