import { expect, test } from 'vitest'
import { interleave } from './interleave.ts'
import type { Work } from './work.ts'

/** Work that says it takes so many milliseconds a repetition, and takes none. */
function pretend(name: string, milliseconds: number, log: string[]): Work {
  return {
    time: async (count) => {
      log.push(name)
      return count * milliseconds
    },
    dispose: async () => {},
  }
}

test('one sample of each is taken in turn', async () => {
  const log: string[] = []
  await interleave([pretend('a', 1, log), pretend('b', 2, log)], { rounds: 4, budget: 1000 })
  expect(log.slice(-8).join('')).toBe('abababab')
})

test('a sample is the time of one repetition', async () => {
  const samples = await interleave([pretend('a', 0.5, []), pretend('b', 50, [])], { rounds: 3, budget: 1000 })
  expect(samples).toEqual([
    [0.5, 0.5, 0.5],
    [50, 50, 50],
  ])
})

test('what takes longer than its budget takes part in fewer rounds, but in three at least', async () => {
  const works = [pretend('fast', 1, []), pretend('slow', 200, []), pretend('slowest', 10_000, [])]
  const samples = await interleave(works, { rounds: 12, budget: 1200 })
  expect(samples.map((times) => times.length)).toEqual([12, 6, 3])
})
