import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { timeInTurn } from './time-in-turn.ts'

test('each work has a sample in each round, in turn, of the time that it takes once', async () => {
  const order: string[] = []
  const work = (name: string, milliseconds: number) => async () => {
    order.push(name)
    await pause(milliseconds)
  }
  const [slow, fast] = await timeInTurn([work('slow', 120), work('fast', 4)], 2)
  expect([slow.length, fast.length]).toEqual([2, 2])
  expect(Math.min(...slow)).toBeGreaterThan(100)
  expect(Math.min(...fast)).toBeGreaterThan(3)
  // A slow work fills a sample alone, a fast one takes part in it several times.
  expect(order.join(' ')).toMatch(/^slow(?: fast)+ slow(?: fast)+ slow(?: fast)+$/u)
})
