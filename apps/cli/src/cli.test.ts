import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@bilayer/formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from './testing/command.ts'

const quick = ['demo', 'digits', '--samples', '500', '--epochs', '3', '--hidden', '16']

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-cli-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Runs the command in an empty folder; `watch` sees what it prints. */
const bilayer = (
  args: readonly string[],
  env: Record<string, string> = {},
  watch: (out: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Outcome> => runCommand(args, { folder, env, watch: ({ out }, kill) => watch(out, kill) })

test('demo digits shows backends, gradients, training, mistakes and accuracy, and saves the model', async () => {
  const { code, out, err } = await bilayer([...quick, '--output', 'model.safetensors'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/│ wasm .*│ chosen/u)
  expect(out).toMatch(/^W1 +16 × 784 .* ok$/mu)
  expect(out).toMatch(/^epoch 3 of 3 {2}loss 0\.\d{4} {2}accuracy \d+\.\d % {2}\d+ samples\/s$/mu)
  expect(out).toContain('loss by epoch')
  expect(out).toMatch(/^a \d, read as \d/mu)
  expect(out).toMatch(/^Test accuracy: \d+\.\d %$/mu)
  expect(out).not.toContain('\u001B')
  const { tensors, metadata } = decodeSafetensors(await readFile(join(folder, 'model.safetensors')))
  expect(tensors.map(({ name, rows, cols }) => `${name} ${rows} × ${cols}`)).toEqual([
    'W1 16 × 784',
    'b1 16 × 1',
    'W2 10 × 16',
    'b2 10 × 1',
  ])
  expect({ ...metadata }).toEqual({ layers: '784,16,10', seed: '1' })
})

test('demo digits gives one model for one seed', async () => {
  const model = async (name: string, seed: string) => {
    await bilayer([...quick, '--output', name, '--seed', seed])
    return readFile(join(folder, name))
  }
  const first = await model('a.safetensors', '7')
  expect(await model('b.safetensors', '7')).toEqual(first)
  expect(await model('c.safetensors', '8')).not.toEqual(first)
})

test('Ctrl-C ends training after the batch, and leaves the model so far', async () => {
  let sent = false
  const args = ['demo', 'digits', '--epochs', '5000', '--samples', '500', '--output', 'stopped.safetensors']
  const { code, out } = await bilayer(args, {}, (printed, kill) => {
    if (sent || !printed.includes('epoch 2 of')) return
    sent = true
    kill('SIGINT')
  })
  expect(code).toBe(130)
  expect(out).toMatch(/Stopped in epoch \d+ of 5000; the model so far is in stopped\.safetensors\.\n$/u)
  expect(decodeSafetensors(await readFile(join(folder, 'stopped.safetensors'))).tensors).toHaveLength(4)
})

test.each([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['demo', 'digits', '--epochs', '0'], 'It must be a whole number, 1 or more.'],
  [['demo', 'digits', '--learning-rate', 'fast'], 'It must be a number above 0.'],
  [['demo', 'digits', '--hidden', '12,x'], 'It must be a whole number, 1 to 65536.'],
  [['demo', 'digits', '--frobnicate'], "unknown option '--frobnicate'"],
  [['demo', 'digits', '--output', 'no/such/model.safetensors'], 'there is no folder no/such'],
  [
    ['demo', 'digits', '--backend', 'abacus'],
    'There is no backend named "abacus". The backends are: wasm, worker-pool, gpu-js, cpu-js.',
  ],
  [['backends', '--layers', '3,2'], '--layers and --batch go together'],
])('%j is a mistake that is explained, without a stack trace', async (args, message) => {
  const { code, err } = await bilayer(args)
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(err).not.toMatch(/^\s+at /mu)
})

test('training that diverges is explained', async () => {
  const { code, err } = await bilayer([...quick, '--learning-rate', '1e6'])
  expect(code).toBe(2)
  expect(err).toMatch(
    /^The loss became (NaN|Infinity) in epoch 1\. The learning rate 1000000 may be too large/u,
  )
})

test('BILAYER_BACKEND with an unknown name is explained', async () => {
  const { code, err } = await bilayer(['backends'], { BILAYER_BACKEND: 'abacus' })
  expect({ code, err: err.slice(0, 56) }).toEqual({
    code: 2,
    err: 'BILAYER_BACKEND: There is no backend named "abacus". The',
  })
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
