import { ArgumentError, type Checkpoint, defineBackend, DisposedError, ShapeError } from '@bilayer/core'
import { float64Backend, referenceDefinition } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import { tanh } from './activation.ts'
import type { FitOptions, Progress } from './fit-options.ts'
import { createMlp, type Mlp } from './mlp.ts'
import { adam, adamW, rmsProp, sgd } from './optimiser.ts'
import { constant, cosine, reduceOnPlateau, stepDecay, warmUp } from './schedule.ts'
import { shortTraining } from './testing/options.ts'
import { samplesOf } from './testing/samples.ts'
import { optimisers } from './training-cases.ts'

/** A backend that keeps what files keep: float32 numbers. */
const float32Backend = () =>
  defineBackend(referenceDefinition('float32', (length) => new Float32Array(length)))

const { X, Y } = samplesOf(11)
const create = (backend = float32Backend()) =>
  createMlp(backend, { layers: [3, 5, 2], seed: 1, activation: tanh })
const options = shortTraining(3)

const schedules = {
  constant: constant(),
  stepDecay: stepDecay({ every: 3, factor: 0.5 }),
  cosine: cosine(),
  warmUp: warmUp({ steps: 6, after: cosine() }),
  reduceOnPlateau: reduceOnPlateau({ patience: 0, threshold: 0.5 }),
}

const pairs = Object.entries(optimisers).flatMap(([name, optimiser]) =>
  Object.entries(schedules).map(([title, schedule]) => ({ name, title, optimiser, schedule })),
)

/** A training that is stopped at a batch; gives what its checkpoint was, through JSON, and then. */
async function stoppedAt(
  model: Mlp,
  chosen: FitOptions,
  at: { epoch: number; batch: number },
): Promise<Checkpoint> {
  const isThere = ({ epoch, batch }: Progress) => epoch === at.epoch && batch === at.batch
  const { stopped } = await model.fit(X, Y, {
    ...chosen,
    onBatch: (now) => (isThere(now) ? 'stop' : undefined),
  })
  expect(stopped).toBe(true)
  return structuredClone(await model.checkpoint())
}

describe.each(pairs)('$name with $title', ({ optimiser, schedule }) => {
  const chosen = { ...options, optimiser, schedule }

  test.each([
    { epoch: 1, batch: 1 },
    { epoch: 2, batch: 3 },
    { epoch: 3, batch: 4 },
  ])('a training that was stopped at %j ends with the same bits', async (at) => {
    using whole = create()
    const expected = await whole.fit(X, Y, chosen)
    using stopped = create()
    const checkpoint = await stoppedAt(stopped, chosen, at)
    using resumed = create()
    const result = await resumed.fit(X, Y, { ...chosen, resume: checkpoint })
    expect(result).toEqual(expected)
    expect(await resumed.parameters()).toEqual(await whole.parameters())
    expect(await resumed.checkpoint()).toEqual(await whole.checkpoint())
  })

  test('a training that is moved in its midst ends with the same bits', async () => {
    using whole = create()
    await whole.fit(X, Y, chosen)
    using moved = create()
    const [first, second] = [moved.backend, float32Backend()]
    await moved.fit(X, Y, {
      ...chosen,
      onBatch: async ({ epoch, batch }) => {
        if (epoch === 2 && batch === 2) await moved.to(second)
      },
    })
    expect(moved.backend).toBe(second)
    expect(first.memory().matrices).toBe(0)
    expect(await moved.parameters()).toEqual(await whole.parameters())
  })
})

test('a checkpoint taken in onBatch and in onEpoch is of what ended there', async () => {
  using whole = create()
  const checkpoints: Checkpoint[] = []
  const take = async () => {
    checkpoints.push(await whole.checkpoint())
  }
  await whole.fit(X, Y, { ...options, epochs: 1, optimiser: adam(), onBatch: take, onEpoch: take })
  expect(checkpoints.map(({ epoch, batch, steps, losses }) => [epoch, batch, steps, losses.length])).toEqual([
    [1, 1, 1, 0],
    [1, 2, 2, 0],
    [1, 3, 3, 0],
    [1, 4, 4, 0],
    [2, 0, 4, 1],
  ])
  expect(checkpoints.at(-1)?.kept.map(({ name }) => name)).toEqual([
    'mean W1',
    'mean b1',
    'mean W2',
    'mean b2',
    'squares W1',
    'squares b1',
    'squares W2',
    'squares b2',
  ])
})

test('a model that is moved while it is trained, beside it, ends with the same bits', async () => {
  using whole = create()
  await whole.fit(X, Y, { ...options, epochs: 50, optimiser: adam() })
  using moved = create()
  const second = float32Backend()
  const training = moved.fit(X, Y, { ...options, epochs: 50, optimiser: adam() })
  await moved.to(second)
  await training
  expect(moved.backend).toBe(second)
  expect(await moved.parameters()).toEqual(await whole.parameters())
})

test('a finished training goes on for more epochs from its checkpoint', async () => {
  using whole = create()
  await whole.fit(X, Y, { ...options, epochs: 6, optimiser: adam() })
  using longer = create()
  await longer.fit(X, Y, { ...options, epochs: 4, optimiser: adam() })
  await longer.fit(X, Y, { ...options, epochs: 6, optimiser: adam(), resume: await longer.checkpoint() })
  expect(await longer.parameters()).toEqual(await whole.parameters())
})

test('continued goes on with the optimiser, the steps and the order of the training before', async () => {
  using whole = create()
  const { losses } = await whole.fit(X, Y, { ...options, epochs: 4, optimiser: adam() })
  using again = create()
  const continued = { ...options, epochs: 2, optimiser: adam(), continued: true }
  const first = await again.fit(X, Y, continued)
  const second = await again.fit(X, Y, continued)
  expect([...first.losses, ...second.losses]).toEqual(losses)
  expect(await again.parameters()).toEqual(await whole.parameters())
  await expect(again.fit(X, Y, { ...continued, optimiser: sgd() })).rejects.toThrow(
    new ArgumentError(
      'continued: the last training was by adam, and the optimiser is sgd; they must be the same.',
    ),
  )
})

test('the state of an optimiser takes two copies of the parameters for Adam, one for momentum, none for descent', async () => {
  for (const [optimiser, copies] of [
    [adam(), 2],
    [adamW(), 2],
    [rmsProp(), 1],
    [sgd({ momentum: 0.9 }), 1],
    [sgd(), 0],
  ] as const) {
    using model = create()
    const { bytes } = model.backend.memory()
    await model.fit(X, Y, { ...options, optimiser })
    expect(model.backend.memory().bytes).toBe((1 + copies) * bytes)
  }
})

test('a new training frees what the one before it kept', async () => {
  using model = create()
  const before = model.backend.memory()
  await model.fit(X, Y, { ...options, optimiser: adam() })
  await model.fit(X, Y, options)
  expect(model.backend.memory()).toEqual(before)
})

test('a model is moved with the same numbers, and the old backend has nothing left of it', async () => {
  using model = create()
  const parameters = await model.parameters()
  const first = model.backend
  const second = float64Backend()
  await model.to(second)
  expect(await model.parameters()).toEqual(parameters)
  expect(first.memory().matrices).toBe(0)
  expect(second.memory().matrices).toBe(4)
})

test('a model stays where it is when there is no room elsewhere', async () => {
  using model = create()
  const full = defineBackend(
    referenceDefinition('full', () => {
      throw new Error('no room')
    }),
  )
  const first = model.backend
  const before = await model.parameters()
  await expect(model.to(full)).rejects.toThrow('no room')
  expect(model.backend).toBe(first)
  expect(await model.parameters()).toEqual(before)
  await model.to(float64Backend())
  expect(await model.parameters()).toEqual(before)
})

test('a model that is disposed while it is moved leaves nothing anywhere', async () => {
  const model = create()
  const [first, second] = [model.backend, float64Backend()]
  const moving = model.to(second)
  model.dispose()
  await expect(moving).rejects.toThrow(DisposedError)
  expect([first.memory().matrices, second.memory().matrices]).toEqual([0, 0])
})

test('setParameters takes what parameters gave', async () => {
  using model = create()
  const before = await model.parameters()
  await model.fit(X, Y, options)
  model.setParameters(before)
  expect(await model.parameters()).toEqual(before)
  expect(model.backend.memory().matrices).toBe(4)
  expect(() => model.setParameters(before.slice(0, 2))).toThrow(
    new ShapeError('The weights are 5 × 3; those of the model are 5 × 3, 2 × 5.'),
  )
  expect(model.backend.memory().matrices).toBe(4)
})

test('a model that was not trained has no checkpoint', async () => {
  using model = create()
  await expect(model.checkpoint()).rejects.toThrow(
    new ArgumentError('checkpoint: the model was not trained; parameters() has all there is of it.'),
  )
})

describe('a checkpoint that does not fit is refused', async () => {
  using model = create()
  await model.fit(X, Y, { ...options, optimiser: adam() })
  const checkpoint = await model.checkpoint()

  test.each([
    [null, 'resume is null; it must be an object, such as what model.checkpoint() resolves to.'],
    [{ ...checkpoint, epoch: 0 }, 'resume.epoch is 0; it must be a whole number, 1 or more.'],
    [{ ...checkpoint, batch: -1 }, 'resume.batch is -1;'],
    [{ ...checkpoint, losses: 'x' }, 'resume.losses is the string "x"; it must be an array of numbers.'],
    [{ ...checkpoint, losses: ['x'] }, 'resume.losses must hold numbers.'],
    [{ ...checkpoint, random: [0, 0, 0, 0] }, 'resume.random is all 0'],
    [{ ...checkpoint, optimiser: 'sgd' }, 'resume: the checkpoint is of sgd, and the optimiser is adam;'],
    [{ ...checkpoint, kept: [] }, 'resume.kept has 0 matrices; for this network it must have 8.'],
    [
      { ...checkpoint, parameters: checkpoint.parameters.toReversed() },
      'resume.parameters[0] is 2 × 1; for this network it must be 5 × 3.',
    ],
  ])('%#', async (resume, message) => {
    using other = create()
    const before = await other.parameters()
    await expect(other.fit(X, Y, { ...options, optimiser: adam(), resume: resume as never })).rejects.toThrow(
      message,
    )
    expect(await other.parameters()).toEqual(before)
    expect(other.backend.memory().matrices).toBe(4)
  })
})
