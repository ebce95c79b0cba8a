import { cpuJs } from '@bilayer/backend-cpu-js'
import { ArgumentError, ShapeError } from '@bilayer/core'
import { adam, createMlp, tanh } from '@bilayer/mlp'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CheckpointFile,
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  encodeModel,
  encodeSafetensors,
  FormatError,
} from './index.ts'
import { changedFiles, FUZZED_FILES, wrongError } from './testing/fuzz.ts'

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

const tensor = (name: string, values = Float32Array.of(1)) => ({ name, rows: values.length, cols: 1, values })

/** A file of a small network, with nothing beside it. */
const small = {
  checkpoint: {
    parameters: [tensor('W1'), tensor('b1')],
    optimiser: 'sgd',
    kept: [],
    epoch: 3,
    batch: 0,
    samples: 0,
    seen: 20,
    steps: 4,
    losses: [0.5, 0.25],
    total: [],
    random: [1, 2, 3, 4],
  },
  others: [],
  notes: {},
} as const satisfies CheckpointFile

test('a checkpoint comes back bit for bit, and training ends with the same bits', async () => {
  const { backend, model, options } = await interrupted()
  const checkpoint = await model.checkpoint()
  expect(checkpoint.batch).toBeGreaterThan(0)
  expect(checkpoint.total).toHaveLength(1)
  const file = {
    checkpoint,
    others: [
      tensor('best W1', Float32Array.of(Number.NaN)),
      { name: 'kept curve', rows: 1, cols: 1, values: Float64Array.of(0.1) },
    ],
    notes: { __proto__x: 'a', data: 'x.csv' },
  }
  const read = decodeCheckpoint(encodeCheckpoint(file))
  expect(read).toEqual(file)

  const resumed = createMlp(backend, { layers: [3, 4, 1], seed: 7, activation: tanh })
  await resumed.fit(X, Y, { ...options, resume: read.checkpoint })
  const whole = createMlp(backend, { layers: [3, 4, 1], seed: 1, activation: tanh })
  await whole.fit(X, Y, options)
  expect(await resumed.parameters()).toEqual(await whole.parameters())
  expect((await resumed.checkpoint()).losses).toEqual((await whole.checkpoint()).losses)
})

test('a training of a million epochs is kept', () => {
  const losses = Float64Array.from({ length: 1_000_000 }, (_, epoch) => 1 / (epoch + 3))
  const file = { ...small, checkpoint: { ...small.checkpoint, losses: Array.from(losses) } }
  const read = decodeCheckpoint(encodeCheckpoint(file)).checkpoint.losses
  expect(read).toHaveLength(losses.length)
  expect(read.every((loss, epoch) => Object.is(loss, losses[epoch]))).toBe(true)
})

test.each([
  [{ epoch: 0.5 }, ArgumentError, 'checkpoint.epoch is 0.5'],
  [{ losses: [Number.NaN] }, ArgumentError, 'checkpoint.losses must hold finite numbers'],
  [{ losses: Array.from({ length: 2 }) }, ArgumentError, 'checkpoint.losses must hold finite numbers'],
  [{ total: 1 }, ArgumentError, 'checkpoint.total is 1; it must be an array of numbers'],
  [{ random: [1, 2, 3] }, ArgumentError, 'checkpoint.random.length is 3'],
  [{ random: [1, 2, 3, -1] }, ArgumentError, 'checkpoint.random[3] is -1'],
  [{ kept: [{}] }, ArgumentError, 'checkpoint.kept[0].name is undefined'],
  [
    { parameters: [{ ...tensor('W1'), rows: 2 }] },
    ShapeError,
    'checkpoint.parameters[0].values has 1 numbers',
  ],
])('a checkpoint with %j is not encoded', (wrong, type, words) => {
  const encode = () => encodeCheckpoint({ ...small, checkpoint: { ...small.checkpoint, ...wrong } as never })
  expect(encode).toThrow(type)
  expect(encode).toThrow(words)
})

test('what is no file of a checkpoint is refused by name', () => {
  // @ts-expect-error -- a file is an object
  expect(() => encodeCheckpoint(null)).toThrow('file is null')
  // @ts-expect-error -- a note is a text
  expect(() => encodeCheckpoint({ ...small, notes: { seed: 1 } })).toThrow('notes["seed"] is 1')
  // @ts-expect-error -- a tensor has values
  expect(() => encodeCheckpoint({ ...small, others: [{ name: 'best' }] })).toThrow(
    'others[0].rows is undefined',
  )
})

/** The file of a checkpoint with its course or its tensors changed. */
function withCourse(change: Readonly<Record<string, unknown>>, without = ''): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(small))
  const course = { ...(JSON.parse(metadata['course']) as object), ...change }
  return encodeSafetensors(
    tensors.filter(({ name }) => name !== without),
    { ...metadata, course: JSON.stringify(course) },
  )
}

test.each([
  ['another epoch', withCourse({ epoch: -1 }), 'The file is no checkpoint: checkpoint.epoch is -1'],
  ['no optimiser', withCourse({ optimiser: undefined }), 'checkpoint.optimiser is undefined'],
  ['a random state that is too short', withCourse({ random: [1, 2, 3] }), 'checkpoint.random.length is 3'],
  ['a random state of fractions', withCourse({ random: [1, 2, 3, 0.5] }), 'checkpoint.random[3] is 0.5'],
  ['a random state beyond 32 bits', withCourse({ random: [1, 2, 3, 2 ** 32] }), 'random[3] is 4294967296'],
  ['a random state of zeros', withCourse({ random: [0, 0, 0, 0] }), 'checkpoint.random is all 0'],
  ['no losses', withCourse({}, 'list losses'), 'it has no F64 tensor "list losses"'],
  ['losses in its course', withCourse({ losses: [1] }, 'list losses'), 'it has no F64 tensor "list losses"'],
  ['nothing', encodeSafetensors([]), 'no checkpoint of bilayer'],
  [
    'a model',
    encodeModel({ parameters: [tensor('W1'), tensor('b1')], activations: ['tanh'], notes: {} }),
    'no checkpoint of bilayer',
  ],
  [
    'a newer version',
    encodeSafetensors([], { 'bilayer-checkpoint': '2' }),
    'The checkpoint is of version 2 of the format, and version 1 is the newest',
  ],
  [
    'no course',
    encodeSafetensors([], { 'bilayer-checkpoint': '1' }),
    'The course of the checkpoint is not JSON.',
  ],
])('a file with %s is refused', (_, bytes, words) => {
  expect(() => decodeCheckpoint(bytes)).toThrow(FormatError)
  expect(() => decodeCheckpoint(bytes)).toThrow(words)
})

test(
  'any change of a file gives a checkpoint or a FormatError',
  () => {
    const file = encodeCheckpoint({ ...small, others: [tensor('best W1')], notes: { seed: '1' } })
    const property = fc.property(changedFiles(file), (bytes) => {
      expect(wrongError(() => encodeCheckpoint(decodeCheckpoint(bytes)))).toBeUndefined()
    })
    fc.assert(property, { numRuns: FUZZED_FILES })
  },
  120_000 + FUZZED_FILES,
)
