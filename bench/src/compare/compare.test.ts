import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Measurement, readResults, type Results, writeResults } from '../results.ts'
import { compareResults } from './compare.ts'

const measurement = (subject: string, median: number, changes: Partial<Measurement> = {}): Measurement => ({
  subject,
  version: '1.0.0',
  case: 'tiny',
  unit: 'ms',
  median,
  lowerQuartile: 0.99 * median,
  upperQuartile: 1.01 * median,
  samples: 9,
  ...changes,
})

const results = (...measurements: Measurement[]): Results => ({
  benchmark: 'step',
  date: '2026-11-24',
  machine: { processor: 'a processor', cores: 2, memory: '8.0 GiB', system: 'linux', node: 'v24.0.0' },
  load: { before: 0.1, after: 1 },
  method: 'none',
  measurements,
  differences: {},
  absent: [],
  goals: [],
})

describe('compareResults', () => {
  const verdict = (before: Measurement, after: Measurement) =>
    compareResults(results(before), results(after)).changes[0].verdict

  test('calls a longer time worse and a shorter one better', () => {
    expect(verdict(measurement('a', 10), measurement('a', 12))).toBe('worse')
    expect(verdict(measurement('a', 10), measurement('a', 8))).toBe('better')
  })

  test('calls a higher rate better', () => {
    const rate = { unit: 'GFLOP/s' } as const
    expect(verdict(measurement('a', 10, rate), measurement('a', 12, rate))).toBe('better')
    expect(verdict(measurement('a', 10, rate), measurement('a', 8, rate))).toBe('worse')
  })

  test('sees no change within the spread', () => {
    const wide = { lowerQuartile: 9, upperQuartile: 14 }
    expect(verdict(measurement('a', 10, wide), measurement('a', 12))).toBe('same')
  })

  test('sees no change of one part in a hundred, however tight the quartiles', () => {
    const tight = (median: number) =>
      measurement('a', median, { lowerQuartile: median, upperQuartile: median })
    expect(verdict(tight(10), tight(10.1))).toBe('same')
    expect(verdict(tight(10), tight(10.5))).toBe('worse')
  })

  test('gives the ratio of the medians', () => {
    const { changes } = compareResults(results(measurement('a', 10)), results(measurement('a', 15)))
    expect(changes[0]).toMatchObject({ before: 10, after: 15, ratio: 1.5 })
  })

  test('matches by subject, case and unit, and names what has no match', () => {
    const first = results(measurement('a', 1), measurement('b', 1), measurement('c', 1, { case: 'large' }))
    const second = results(measurement('a', 1), measurement('c', 1))
    const { changes, unmatched } = compareResults(first, second)
    expect(changes.map(({ subject }) => subject)).toEqual(['a'])
    expect(unmatched).toEqual([
      { name: 'b, tiny, ms', missingIn: 'second' },
      { name: 'c, large, ms', missingIn: 'second' },
      { name: 'c, tiny, ms', missingIn: 'first' },
    ])
  })

  test('warns of another machine, another engine and a machine that was busy', () => {
    const first = results(measurement('a', 1))
    const { machine } = first
    const second = {
      ...first,
      machine: { ...machine, node: 'v26.0.0', cores: 8 },
      load: { before: 5, after: 5 },
    }
    expect(compareResults(first, second).warnings).toEqual([
      'cores: 2 in the first, 8 in the second',
      'Node.js: v24.0.0 in the first, v26.0.0 in the second',
      'load of the second: 5.00 before it began',
    ])
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-compare-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)
  const write = async (name: string, ...measurements: Measurement[]) => {
    await writeResults(path(name), results(...measurements))
    return path(name)
  }
  const compare = (...args: string[]) => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=@bilayer/source', main, ...args],
      { encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }

  test('ends with 0 where nothing is worse, with 1 where something is', async () => {
    const before = await write('a.json', measurement('a', 1))
    const after = await write('b.json', measurement('a', 2))
    const slower = compare(before, after)
    expect(slower.status).toBe(1)
    expect(slower.stdout).toMatch(/2\.000.*worse/u)
    const faster = compare(after, before)
    expect(faster.status).toBe(0)
    expect(faster.stdout).toMatch(/0\.500.*better/u)
  })

  test('ends with 2 for a file that is missing, is not JSON, or holds something else', async () => {
    const good = await write('good.json', measurement('a', 1))
    writeFileSync(path('text.json'), 'not JSON')
    writeFileSync(path('odd.json'), '{ "benchmark": "step", "measurements": [{ "median": "fast" }] }')
    const missing = compare(good, path('nowhere.json'))
    expect(missing.status).toBe(2)
    expect(missing.stderr).toContain('nowhere.json cannot be read')
    const text = compare(good, path('text.json'))
    expect(text.status).toBe(2)
    expect(text.stderr).toContain('text.json cannot be read')
    const odd = compare(path('odd.json'), good)
    expect(odd.status).toBe(2)
    expect(odd.stderr).toMatch(/odd\.json is not a result file[^]*measurements\[0\]\.median/u)
  })

  test('ends with 2 where an argument is missing, or the files have nothing in common', async () => {
    const first = await write('c.json', measurement('c', 1))
    const second = await write('d.json', measurement('d', 1))
    expect(compare(first).status).toBe(2)
    const apart = compare(first, second)
    expect(apart.status).toBe(2)
    expect(apart.stderr).toContain('no measurement in common')
  })
})

test('a result file reads back as it was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-results-'))
  const value = results(measurement('a', 1, { rate: 40, shareOfProbe: 0.8 }))
  try {
    await writeResults(join(folder, 'step.json'), value)
    expect(await readResults(join(folder, 'step.json'))).toEqual(value)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
