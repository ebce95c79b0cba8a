import { expect, test } from 'vitest'
import { runFaults } from './run.ts'

const ended = (): void => {}

/** Milliseconds for a series: longer than a strike is waited for, so that one that hangs is told in words. */
const PATIENCE = 300_000

test.concurrent.each([
  ['worker-killed', 10],
  ['worker-throws', 10],
  ['memory-exhausted', 10],
  ['killed-while-saving', 5],
])(
  '%s leaves an error or a whole file, and nothing else, %i times',
  { timeout: PATIENCE },
  async (name, times) => {
    const { series, unavailable } = await runFaults({ times, seed: 1, only: [name], ended })
    expect({ series, unavailable }).toMatchObject({ series: [{ times, wrong: [] }], unavailable: [] })
  },
)

test.concurrent.each([
  ['saving-on-full-disk', 20],
  ['command-on-full-disk', 1],
])('%s leaves an error or a whole file, %i times', { timeout: PATIENCE }, async (name, times) => {
  const { series, unavailable } = await runFaults({ times, seed: 1, only: [name], ended })
  expect(series.flatMap(({ wrong }) => wrong)).toEqual([])
  // A small disk takes rights that not every machine gives.
  for (const { reason } of unavailable) expect(reason).toMatch(/unshare|cannot be mounted/u)
  expect(series.length + unavailable.length).toBe(1)
})
