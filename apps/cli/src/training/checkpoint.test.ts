import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCheckpoint } from 'bilayer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCheckpoint, type RunCheckpoint, saveCheckpoint } from './checkpoint.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-checkpoint-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const parameters = [
  { name: 'W1', rows: 1, cols: 1, values: Float32Array.of(0.5) },
  { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(-1) },
]

const run: RunCheckpoint = {
  planOptions: {
    target: 'y',
    ignore: [],
    categories: [],
    missing: 'impute',
    scaling: 'standard',
    testShare: 0.2,
    validationShare: 0.15,
    seed: 1,
  },
  settings: {
    hidden: [],
    activation: 'relu',
    epochs: 9,
    batchSize: 4,
    learningRate: 0.003,
    weightDecay: 0.1,
    patience: 3,
    seed: 1,
  },
  learnt: {
    encoding: [{ kind: 'number', name: 'x', shift: 0, scale: 1, missing: null }],
    target: { kind: 'quantity', name: 'y', shift: 0, scale: 1 },
  },
  state: { history: [], best: undefined },
  checkpoint: {
    parameters,
    optimiser: 'sgd',
    kept: [],
    epoch: 1,
    batch: 0,
    samples: 0,
    seen: 0,
    steps: 0,
    losses: [],
    total: [],
    random: [1, 2, 3, 4],
  },
}

test.each([
  ['no epoch', [], undefined],
  ['losses', [{ loss: 0.1 }, { loss: 0.2 }], undefined],
  [
    'losses of rows that are kept to judge by, and their scores',
    [
      { loss: 0.1, validation: { loss: 0.3, score: 0.7 } },
      { loss: 0.2, validation: { loss: 0.4, score: -1e300 } },
    ],
    { epoch: 1, loss: 0.3, parameters },
  ],
])('the curve of %s comes back bit for bit', async (_, history, best) => {
  const path = join(folder, 'run.checkpoint')
  const saved = { ...run, state: { history, best } }
  await saveCheckpoint(path, saved)
  expect(await readCheckpoint(path)).toEqual(saved)
})

test('a training of a million epochs is saved', async () => {
  const path = join(folder, 'run.checkpoint')
  const history = Array.from({ length: 1_000_000 }, (_, epoch) => ({ loss: 1 / (epoch + 3) }))
  await saveCheckpoint(path, { ...run, state: { history, best: undefined } })
  const { state } = await readCheckpoint(path)
  expect(state.history).toHaveLength(history.length)
  expect(state.history.every(({ loss }, epoch) => Object.is(loss, history[epoch].loss))).toBe(true)
})

test('a checkpoint without a curve is none of the command', async () => {
  const path = join(folder, 'run.checkpoint')
  const { planOptions, settings, learnt, checkpoint } = run
  const notes = { run: JSON.stringify({ planOptions, settings, learnt }) }
  await writeFile(path, encodeCheckpoint({ checkpoint, others: [], notes }))
  await expect(readCheckpoint(path)).rejects.toThrow('it has no learning curve')
})
