import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Check, runChecks, type RunChecksOptions } from './run-checks.ts'

/** What is printed, without times, and the counts. */
async function outcomeOf(checks: readonly Check[], options: Partial<RunChecksOptions> = {}) {
  const lines: string[] = []
  const counts = await runChecks({
    checks,
    atOnce: 1,
    signal: new AbortController().signal,
    print: (line) => {
      lines.push(line.replace(/\(\d+\.\d s\)/u, '(time)'))
    },
    ...options,
  })
  return { lines, counts }
}

const right: Check = { name: 'right', run: async () => {} }
const wrong: Check = {
  name: 'wrong',
  run: async () => {
    throw new Error('node x.js\nprinted: y')
  },
}

test('a line tells of each check, and what went wrong stands below it', async () => {
  const { lines, counts } = await outcomeOf([right, wrong, right])
  expect(lines).toEqual(['✓ right (time)', '✗ wrong (time)\n    node x.js\n    printed: y', '✓ right (time)'])
  expect(counts).toEqual({ passed: 2, failed: 1 })
})

test('no more checks run at a time than it says', async () => {
  let running = 0
  let most = 0
  const check: Check = {
    name: 'counts',
    run: async () => {
      most = Math.max(most, ++running)
      await setImmediate()
      running--
    },
  }
  const { counts } = await outcomeOf([check, check, check, check, check], { atOnce: 2 })
  expect([most, counts.passed]).toEqual([2, 5])
})

test('once it is stopped, no check is begun, and what it broke off has not failed', async () => {
  const stop = new AbortController()
  const stopped: Check = {
    name: 'stopped',
    run: async () => {
      stop.abort()
      throw new Error('ended')
    },
  }
  expect(await outcomeOf([right, stopped, right], { signal: stop.signal })).toEqual({
    lines: ['✓ right (time)'],
    counts: { passed: 1, failed: 0 },
  })
})
