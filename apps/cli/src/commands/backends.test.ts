import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from '../testing/command.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-backends-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const bilayer = (args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
  runCommand(args, { folder, env })

test('BILAYER_BACKEND with an unknown name is explained', async () => {
  const { code, err } = await bilayer(['backends'], { BILAYER_BACKEND: 'abacus' })
  expect({ code, err: err.slice(0, 56) }).toEqual({
    code: 2,
    err: 'BILAYER_BACKEND: There is no backend named "abacus". The',
  })
})

test('a backend that cannot run here is explained, and is no mistake in the call', async () => {
  const { code, err } = await bilayer(['backends'], { BILAYER_BACKEND: 'gpu-js', DISPLAY: '' })
  expect(code).toBe(1)
  expect(err).toMatch(/^No backend works here\.\n {2}gpu-js: /u)
  expect(err).not.toMatch(/^\s+at /mu)
})

test('backends lists what works, as a table and as JSON', async () => {
  expect((await bilayer(['backends'])).out).toMatch(/│ wasm .*│ chosen/u)
  const { out } = await bilayer(['backends', '--json'])
  expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: 'wasm', outcome: 'chosen' }))
})

test('backends times a workload on each, remembers it, and measures anew when asked', async () => {
  const env = { XDG_CACHE_HOME: folder, HOME: folder, LOCALAPPDATA: folder }
  const command = ['backends', '--layers', '64,32,4', '--batch', '8', '--json']
  const run = async (...options: string[]) => {
    const { out } = await bilayer([...command, ...options], env)
    const trials = JSON.parse(out) as { outcome: string; reason: string; milliseconds: number }[]
    return trials.filter(({ outcome }) => outcome !== 'unavailable')
  }
  const measured = await run()
  expect(
    measured
      .map(({ outcome }) => outcome)
      .toSorted()
      .slice(0, 3),
  ).toEqual(['chosen', 'slower', 'slower'])
  expect(measured.every(({ milliseconds }) => milliseconds > 0)).toBe(true)
  const times = (trials: typeof measured) => trials.map(({ milliseconds }) => milliseconds)
  expect(times(await run())).toEqual(times(measured))
  expect(times(await run('--fresh'))).not.toEqual(times(measured))
})
