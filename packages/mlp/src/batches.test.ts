import { ArgumentError, defineBackend, ShapeError } from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import type { Batch } from './batches.ts'
import { createMlp } from './mlp.ts'
import { adam } from './optimiser.ts'

const backend = defineBackend(referenceDefinition('float32', (length) => new Float32Array(length)))
const create = () => createMlp(backend, { layers: [2, 4, 1], seed: 1 })
const samples = (values: ArrayLike<number>, size: number) => ({
  values: Float32Array.from(values),
  count: values.length / size,
  size,
})
const X = samples([0, 0, 0, 1, 1, 0, 1, 1], 2)
const Y = samples([0, 1, 1, 0], 1)
const whole: Batch = { X, Y }
const options = { epochs: 3, learningRate: 0.1, optimiser: adam() }

async function* each(...batches: readonly Batch[]): AsyncGenerator<Batch> {
  for (const batch of batches) yield await Promise.resolve(batch)
}

test('batches that come from elsewhere train as samples that are there', async () => {
  using model = create()
  using expected = create()
  const progress: number[][] = []
  const { losses } = await model.fit(() => each(whole), {
    ...options,
    onBatch: ({ epoch, batch, batches, samples: seen }) => {
      progress.push([epoch, batch, batches, seen])
    },
  })
  const found = await expected.fit(X, Y, { ...options, batchSize: 4 })
  for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(found.losses[i], 6)
  expect(progress).toEqual([
    [1, 1, Infinity, 4],
    [2, 1, Infinity, 8],
    [3, 1, Infinity, 12],
  ])
})

test('an epoch is told once its batches are over, with their mean loss', async () => {
  using model = create()
  const epochs: number[] = []
  const { losses } = await model.fit(() => each(whole, whole, whole), {
    ...options,
    reportEvery: 2,
    onEpoch: ({ batch, loss }) => {
      epochs.push(batch, loss)
    },
  })
  expect(epochs).toEqual([3, losses[0], 3, losses[1], 3, losses[2]])
})

test('batches that are resumed begin after those that were trained on', async () => {
  const half = (from: number): Batch => ({
    X: samples(X.values.slice(2 * from, 2 * from + 4), 2),
    Y: samples(Y.values.slice(from, from + 2), 1),
  })
  const batches = () => each(half(0), half(2))
  using expected = create()
  await expected.fit(batches, options)
  using stopped = create()
  await stopped.fit(batches, { ...options, onBatch: ({ epoch }) => (epoch === 2 ? 'stop' : undefined) })
  using resumed = create()
  await resumed.fit(batches, { ...options, resume: await stopped.checkpoint() })
  expect(await resumed.parameters()).toEqual(await expected.parameters())
})

test('an iterable of one pass is enough for one epoch, and named for a second', async () => {
  using model = create()
  await expect(model.fit(each(whole), { ...options, epochs: 1 })).resolves.toMatchObject({ stopped: false })
  await expect(model.fit(each(whole), options)).rejects.toThrow(
    new ArgumentError(
      'batches has none for epoch 2. An async iterable can be gone through but once: give a function that makes one for each epoch.',
    ),
  )
})

test.each([
  [() => each({ X } as Batch), ArgumentError, 'Y is undefined;'],
  [() => each({ X, Y: samples([1], 1) }), ShapeError, 'X has 4 samples and Y has 1;'],
  [() => each(null as never), ArgumentError, 'X is undefined;'],
  [() => 3 as never, ArgumentError, 'batches gave 3 for epoch 1; it must be an async iterable of { X, Y }.'],
])('what is no batch is refused: %#', async (batches, type, message) => {
  using model = create()
  const error = model.fit(batches, options)
  await expect(error).rejects.toThrow(type)
  await expect(error).rejects.toThrow(message)
  expect(backend.memory().matrices).toBe(4)
})

test('a source that fails rejects fit with its error, and is closed when training stops', async () => {
  using model = create()
  let closed = 0
  async function* endless(): AsyncGenerator<Batch> {
    try {
      for (;;) yield await Promise.resolve(whole)
    } finally {
      closed++
    }
  }
  await model.fit(endless, { ...options, onBatch: ({ batch }) => (batch === 3 ? 'stop' : undefined) })
  expect(closed).toBe(1)
  async function* failing(): AsyncGenerator<Batch> {
    yield await Promise.resolve(whole)
    throw new Error('the disk is gone')
  }
  await expect(model.fit(failing, options)).rejects.toThrow('the disk is gone')
})

test('samples that are resident train to the same bits, move with the model, and are freed', async () => {
  const sampleWeights = [1, 2, 1, 0.5]
  using expected = create()
  using resident = create()
  const chosen = { ...options, batchSize: 3, sampleWeights }
  await expected.fit(X, Y, chosen)
  const before = backend.memory().matrices
  const second = defineBackend(referenceDefinition('float32', (length) => new Float32Array(length)))
  await resident.fit(X, Y, {
    ...chosen,
    resident: true,
    onEpoch: async ({ epoch }) => {
      if (epoch === 2) await resident.to(second)
    },
  })
  expect(await resident.parameters()).toEqual(await expected.parameters())
  expect(backend.memory().matrices).toBe(before - 4)
  expect(second.memory().matrices).toBe(12)
})

test('a sample that counts twice is one that is there twice, and one that counts nothing is not there', async () => {
  using weighted = create()
  using repeated = create()
  // ℓ is divided by the number of samples, 4 in both.
  await weighted.fit(X, Y, { ...options, batchSize: 4, sampleWeights: [2, 1, 1, 0] })
  const twice = {
    X: samples([0, 0, 0, 0, 0, 1, 1, 0], 2),
    Y: samples([0, 0, 1, 1], 1),
  }
  await repeated.fit(twice.X, twice.Y, { ...options, batchSize: 4 })
  const expected = await repeated.parameters()
  for (const [i, { values }] of (await weighted.parameters()).entries()) {
    for (const [j, value] of values.entries()) expect(value).toBeCloseTo(expected[i].values[j], 4)
  }
})

test.each([
  [[1, 1, 1], ShapeError, 'sampleWeights has 3 numbers; X has 4 samples, and each needs one weight.'],
  [[1, 1, -1, 1], ArgumentError, 'sampleWeights[2] is -1; it must be a number, 0 or more.'],
  [[1, 1, 1, Number.NaN], ArgumentError, 'sampleWeights[3] is NaN;'],
  ['1111', ArgumentError, 'sampleWeights is the string "1111"; it must be an array or a typed array'],
])('weights %j are refused', async (sampleWeights, type, message) => {
  using model = create()
  const error = model.fit(X, Y, { ...options, batchSize: 4, sampleWeights: sampleWeights as never })
  await expect(error).rejects.toThrow(type)
  await expect(error).rejects.toThrow(message)
})
