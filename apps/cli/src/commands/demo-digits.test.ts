import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@bilayer/formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from '../testing/command.ts'
import { runShell } from '../testing/shell.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-demo-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const demo = (...options: readonly string[]): Promise<Outcome> =>
  runCommand(['demo', 'digits', '--samples', '500', '--epochs', '3', '--hidden', '16', ...options], {
    folder,
  })

test('demo digits shows backends, gradients, training, mistakes and accuracy, and saves the model', async () => {
  const { code, out, err } = await demo('--output', 'model.safetensors')
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
  expect({ ...metadata }).toEqual({
    layers: '784,16,10',
    activations: 'relu,identity',
    seed: '1',
  })
})

test('demo digits gives one model for one seed', async () => {
  const model = async (name: string, seed: string) => {
    await demo('--output', name, '--seed', seed)
    return readFile(join(folder, name))
  }
  const [first, same, other] = await Promise.all([
    model('a.safetensors', '7'),
    model('b.safetensors', '7'),
    model('c.safetensors', '8'),
  ])
  expect(same).toEqual(first)
  expect(other).not.toEqual(first)
})

test('training that diverges is explained', async () => {
  const { code, err } = await demo('--learning-rate', '1e6')
  expect(code).toBe(2)
  expect(err).toMatch(
    /^The loss became (NaN|Infinity) in epoch 1\..* The model keeps .* Try a learning rate below 1000000/u,
  )
})

test('in a narrow terminal nothing is drawn that does not fit, and its state is not changed', async () => {
  const { out } = await runShell(
    "script -qec 'stty cols 20; TERM=xterm bilayer demo digits --samples 500 --epochs 2 --hidden 4' /dev/null",
    folder,
  )
  expect(out).toMatch(/█{5} 100%/u)
  expect(out).toMatch(/^Test accuracy: /mu)
  expect(out).not.toMatch(/loss by epoch|Misread/u)
  // A signal may end the program before a hidden cursor or an unwrapped line is put back.
  expect(out).not.toContain('\u001B[?')
})

test('a terminal that cannot redraw a line gets one for each epoch', async () => {
  const { out } = await runShell(
    "script -qec 'TERM=dumb bilayer demo digits --samples 500 --epochs 2 --hidden 4' /dev/null",
    folder,
  )
  expect(out).toMatch(/^epoch 2 of 2 {2}loss /mu)
  expect(out).not.toContain('\u001B')
})
