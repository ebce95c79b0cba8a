import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { decodeSafetensors } from '@bilayer/formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommand } from './testing/command.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-signals-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const start = (program: string, ...args: string[]) =>
  spawn(process.execPath, [
    '--conditions=@bilayer/source',
    join(import.meta.dirname, 'testing', program),
    ...args,
  ])

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends training after the batch, and leaves the model so far', async (signal, expected) => {
  let sent = false
  const { code, out, err } = await runCommand(['demo', 'digits', '--epochs', '5000', '--samples', '500'], {
    folder,
    watch: (printed, kill) => {
      if (sent || !printed.out.includes('epoch 2 of')) return
      sent = true
      // Twice at once, as npx may pass it on.
      kill(signal)
      kill(signal)
    },
  })
  expect({ code, err }).toEqual({ code: expected, err: '' })
  expect(out).toMatch(/Stopped in epoch \d+ of 5000; the model so far is in digits\.safetensors\.\n$/u)
  expect(decodeSafetensors(await readFile(join(folder, 'digits.safetensors'))).tensors).toHaveLength(4)
})

test('a signal ends the gradient check at once, and nothing is saved', async () => {
  let sent = 0
  const { signal } = await runCommand(['demo', 'digits', '--hidden', '2048,2048'], {
    folder,
    watch: ({ out }, kill) => {
      if (sent > 0 || !out.includes('Gradients of the untrained network')) return
      sent = performance.now()
      kill('SIGINT')
    },
  })
  expect(performance.now() - sent).toBeLessThan(2000)
  expect(signal).toBe('SIGINT')
  expect(await readdir(folder)).toEqual([])
})

test('the second signal ends the program at once, in the middle of a computation too', async () => {
  const child = start('compute-on.ts')
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  await once(child.stdout, 'data')
  const sent = performance.now()
  child.kill('SIGTERM')
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  expect(performance.now() - sent).toBeLessThan(1000)
  expect(signal).toBe('SIGTERM')
})

test('a signal that ends the program while it saves leaves no temporary file', async () => {
  for (let i = 0; i < 5; i++) {
    const child = start('save-often.ts', join(folder, 'model'), '1000000')
    await once(child.stdout, 'data')
    await setTimeout(10 * i)
    child.kill('SIGTERM')
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    expect(signal).toBe('SIGTERM')
    expect(await readdir(folder)).toEqual(['model'])
  }
})
