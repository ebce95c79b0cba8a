import { cpuJs } from '@bilayer/backend-cpu-js'
import { ArgumentError } from '@bilayer/core'
import { adam, createMlp, tanh } from '@bilayer/mlp'
import { expect, test } from 'vitest'
import { decodeCheckpoint, encodeCheckpoint, encodeModel, encodeSafetensors, FormatError } from './index.ts'

const X = { values: Float32Array.from({ length: 30 }, (_, i) => Math.sin(i)), count: 10, size: 3 }
const Y = { values: Float32Array.from({ length: 10 }, (_, i) => Math.cos(i)), count: 10, size: 1 }

/** A network in mid-training, in the middle of an epoch. */
async function interrupted() {
  const backend = cpuJs()
  const model = createMlp(backend, { layers: [3, 4, 1], seed: 1, activation: tanh })
  const options = { epochs: 5, batchSize: 4, learningRate: 0.01, optimiser: adam(), seed: 2 }
  const stopAt = 8
  let steps = 0
  await model.fit(X, Y, { ...options, onBatch: () => (++steps === stopAt ? 'stop' : undefined) })
  return { backend, model, options }
}

test('a checkpoint comes back bit for bit, and training ends with the same bits', async () => {
  const { backend, model, options } = await interrupted()
  const checkpoint = await model.checkpoint()
  expect(checkpoint.batch).toBeGreaterThan(0)
  const best = { name: 'best W1', rows: 1, cols: 1, values: Float32Array.of(Number.NaN) }
  const bytes = encodeCheckpoint({ checkpoint, others: [best], notes: { __proto__x: 'a', data: 'x.csv' } })
  const read = decodeCheckpoint(bytes)
  expect(read).toEqual({ checkpoint, others: [best], notes: { __proto__x: 'a', data: 'x.csv' } })

  const resumed = createMlp(backend, { layers: [3, 4, 1], seed: 7, activation: tanh })
  await resumed.fit(X, Y, { ...options, resume: read.checkpoint })
  const whole = createMlp(backend, { layers: [3, 4, 1], seed: 1, activation: tanh })
  await whole.fit(X, Y, options)
  expect(await resumed.parameters()).toEqual(await whole.parameters())
})

test('what is no checkpoint is refused', async () => {
  const { model } = await interrupted()
  const checkpoint = await model.checkpoint()
  const file = { checkpoint, others: [], notes: {} }
  expect(() => encodeCheckpoint({ ...file, checkpoint: { ...checkpoint, epoch: 0.5 } })).toThrow(
    ArgumentError,
  )
  expect(() => encodeCheckpoint({ ...file, checkpoint: { ...checkpoint, losses: [Number.NaN] } })).toThrow(
    'checkpoint.losses must hold finite numbers',
  )
  expect(() => decodeCheckpoint(encodeSafetensors([], {}))).toThrow('no checkpoint of bilayer')
  const parameters = await model.parameters()
  expect(() =>
    decodeCheckpoint(encodeModel({ parameters, activations: ['tanh', 'identity'], notes: {} })),
  ).toThrow(FormatError)
  const marked = (course: string, version = '1') =>
    encodeSafetensors([], { 'bilayer-checkpoint': version, course })
  expect(() => decodeCheckpoint(marked('{}'))).toThrow('checkpoint.optimiser')
  expect(() => decodeCheckpoint(marked('null'))).toThrow(FormatError)
  expect(() => decodeCheckpoint(marked('{}', '2'))).toThrow('version "2"')
})

test('what would not come back from a file is refused by name', async () => {
  const { model } = await interrupted()
  const file = { checkpoint: await model.checkpoint(), others: [], notes: {} }
  const other = { name: 'kept W1', rows: 1, cols: 1, values: Float32Array.of(1) }
  expect(() => encodeCheckpoint(null as never)).toThrow('file is null')
  expect(() => encodeCheckpoint({ ...file, others: [other] })).toThrow('others[0].name is "kept W1"')
  expect(() => encodeCheckpoint({ ...file, notes: { seed: 1 as never } })).toThrow('notes["seed"] is 1')
  const holes: number[] = []
  holes.length = 2
  expect(() => encodeCheckpoint({ ...file, checkpoint: { ...file.checkpoint, losses: holes } })).toThrow(
    'checkpoint.losses must hold finite numbers',
  )
  expect(() =>
    encodeCheckpoint({ ...file, checkpoint: { ...file.checkpoint, kept: [{} as never] } }),
  ).toThrow('checkpoint.kept[0].name is undefined')
})
