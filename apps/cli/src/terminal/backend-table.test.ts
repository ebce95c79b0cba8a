import { expect, test } from 'vitest'
import { backendTable } from './backend-table.ts'

const trials = [
  { name: 'wasm', outcome: 'chosen', reason: 'the fastest of those that work', milliseconds: 12.5 },
  { name: 'gpu-js', outcome: 'unavailable', reason: 'It needs a graphics device. '.repeat(4) },
] as const

test.each([60, 80, 100])('the table fits a terminal of %i characters', (width) => {
  const lengths = backendTable(trials, width)
    .split('\n')
    .map((line) => line.length)
  expect(new Set(lengths).size).toBe(1)
  expect(lengths[0]).toBeGreaterThan(width - 10)
  expect(lengths[0]).toBeLessThanOrEqual(width)
})
