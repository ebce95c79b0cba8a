import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badBackends } from '../testing/bad-backends.ts'
import { type Outcome, runCommand } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'
import type { BenchResults } from './bench.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-bench-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** No graphics device is asked for. */
const bench = (...args: readonly string[]): Promise<Outcome> =>
  runCommand(['bench', '--layers', '8,4,2', '--batch', '16', '--rounds', '3', ...args], {
    folder,
    env: { DISPLAY: '' },
  })

describe('bench', () => {
  test('times a training step and a prediction on every backend that works here, the fastest first', async () => {
    const { code, out, err } = await bench()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [, steps, predictions] = out.split(/^A .+: 8-4-2, 16 samples, medians of 3 rounds$/mu)
    for (const table of [steps, predictions]) {
      const rows = [...table.matchAll(/^│ (?<name>[-\w]+) .* (?<times>[\d.]+) × │$/gmu)]
      expect(new Set(rows.map(({ groups }) => groups?.['name']))).toEqual(
        new Set(['wasm', 'worker-pool', 'blas', 'cpu-js']),
      )
      const times = rows.map(({ groups }) => Number(groups?.['times']))
      expect(times[0]).toBe(1)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
    expect(out).toMatch(/^gpu-js took no part: /mu)
  })

  test('times those that are named, a module of a stranger too, and prints JSON', async () => {
    // Nothing is read here.
    await writeFile(join(folder, 'mine.mjs'), badBackends['hangs in read'])
    const { code, out } = await bench('cpu-js', './mine.mjs', 'cpu-js', '--json')
    expect(code).toBe(0)
    const results = JSON.parse(out) as BenchResults
    expect(results).toMatchObject({ layers: [8, 4, 2], batch: 16, rounds: 3, absent: [] })
    expect(results.measured.map(({ name }) => name)).toEqual(['cpu-js', 'bad'])
    for (const { step, prediction } of results.measured) {
      for (const { median, lowerQuartile, upperQuartile } of [step, prediction]) {
        expect(lowerQuartile).toBeGreaterThan(0)
        expect(median).toBeGreaterThanOrEqual(lowerQuartile)
        expect(upperQuartile).toBeGreaterThanOrEqual(median)
      }
    }
  })

  test('leaves the standard output to its JSON, whatever a module prints', async () => {
    await writeFile(join(folder, 'prints.mjs'), badBackends.prints)
    const { code, out, err } = await bench('./prints.mjs', '--json')
    expect(code).toBe(0)
    expect((JSON.parse(out) as BenchResults).measured.map(({ name }) => name)).toEqual(['bad'])
    expect(err).toMatch(/^hello\nrelu\n/u)
  })

  test('tells of a named backend that cannot take part, times the others, and fails', async () => {
    await writeFile(join(folder, 'broken.mjs'), badBackends['throws in probe'])
    await writeFile(join(folder, 'lost.mjs'), badBackends['fails in matmul and in dispose'])
    const { code, out } = await bench('./broken.mjs', './lost.mjs', 'cpu-js')
    expect(code).toBe(1)
    expect(out).toMatch(/│ cpu-js /u)
    expect(out).toContain('bad took no part: no driver\n')
    expect(out).toContain('bad took no part: matmul: the backend bad failed: no memory\n')
  })

  test('explains a backend that there is not', async () => {
    const { code, err } = await bench('abacus')
    expect(code).toBe(2)
    expect(err).toMatch(/^There is no backend and no file abacus\. Name one of ours \(wasm, /u)
  })

  test('has examples in its help that work', { timeout: EXAMPLES }, async () => {
    const runs = await runExamples('bilayer bench', folder)
    expect(runs.length).toBeGreaterThan(0)
    expect(runs.filter(({ code }) => code !== 0)).toEqual([])
  })
})
