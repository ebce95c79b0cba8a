import { expect, test } from 'vitest'
import { PROBE } from '../contest.ts'
import type { Measurement, Results } from '../results.ts'
import { chart } from './chart.ts'

const measurement = (subject: string, name: string, median: number): Measurement => ({
  subject,
  version: '1.0.0',
  case: name,
  unit: 'ms',
  median,
  lowerQuartile: median,
  upperQuartile: median,
  samples: 9,
})

const results: Results = {
  benchmark: 'step',
  date: '2026-11-24',
  machine: { processor: 'a processor', cores: 2, memory: '8.0 GiB', system: 'linux', node: 'v24.0.0' },
  load: { before: 0.1, after: 1 },
  method: 'none',
  measurements: [
    measurement('bilayer wasm', '1, 2, 3, 4', 2),
    measurement('a peer', '1, 2, 3, 4', 25),
    measurement(PROBE, '1, 2, 3, 4', 50),
  ],
  differences: {},
  absent: [],
  goals: [],
}

test('a chart is a picture of its own, with a panel a case, a name and a ratio a bar, and no probe', () => {
  const svg = chart(results)
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u)
  for (const text of ['(1, 2, 3, 4)', 'bilayer wasm', 'a peer', '>13<']) expect(svg).toContain(text)
  expect(svg).not.toContain(PROBE)
})
