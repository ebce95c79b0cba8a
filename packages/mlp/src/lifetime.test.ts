import { DisposedError } from '@bilayer/core'
import { float64Backend } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { BusyError } from './busy.ts'
import { createMlp, type Mlp } from './mlp.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([1, 0, 0, 1, 0, 1, 1, 0]), count: 4, size: 2 }
/** One sample, more often than a batch of predict has room for. */
const many = {
  values: Float32Array.from({ length: 5000 }, (_, i) => 0.3 + 0.4 * (i % 2)),
  count: 2500,
  size: 2,
}
const options = { epochs: 5, batchSize: 2, learningRate: 0.1 }
const nothing = { matrices: 0, bytes: 0 }

const create = () => createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })

const afterDispose =
  'the model was disposed. Dispose a model after its last use, and await what runs on it first.'
const inTraining =
  'fit: the model was disposed while it was being trained. Await fit, or abort its signal, before you dispose the model.'

test('a second fit is refused while the first runs, and taken after it', async () => {
  using model = create()
  const first = model.fit(X, Y, options)
  await expect(model.fit(X, Y, options)).rejects.toThrow(
    new BusyError('fit: the model is being trained. Await that call, or abort its signal, before the next.'),
  )
  expect((await first).losses).toHaveLength(5)
  expect((await model.fit(X, Y, options)).losses).toHaveLength(5)
})

test('a refused fit is known by its name and its code', () => {
  expect(new BusyError('')).toMatchObject({ name: 'BusyError', code: 'BILAYER_BUSY' })
})

test('two fits at once, the second refused, train as one does', async () => {
  const trained = async (train: (model: Mlp) => Promise<unknown>) => {
    using model = create()
    await train(model)
    return await model.parameters()
  }
  const alone = await trained((model) => model.fit(X, Y, options))
  const both = await trained((model) =>
    Promise.allSettled([model.fit(X, Y, options), model.fit(X, Y, options)]),
  )
  expect(both).toEqual(alone)
})

test('a fit that failed leaves the model free for the next', async () => {
  using model = create()
  const onBatch = () => {
    throw new Error('stop here')
  }
  await expect(model.fit(X, Y, { ...options, onBatch })).rejects.toThrow('stop here')
  await expect(model.fit(X, Y, { ...options, epochs: 0 })).rejects.toThrow('epochs is 0')
  await expect(model.fit(X, Y, options)).resolves.toMatchObject({ stopped: false })
})

test.each([
  ['onBatch', { epochs: 5 }],
  ['onEpoch', { epochs: 5 }],
  ['onBatch', { epochs: 1, batchSize: 4 }],
  ['onEpoch', { epochs: 1 }],
])('a model that is disposed in %s, with %j, rejects its fit by name', async (callback, rest) => {
  const model = create()
  await expect(model.fit(X, Y, { ...options, ...rest, [callback]: () => model.dispose() })).rejects.toThrow(
    new DisposedError(inTraining),
  )
  expect(model.backend.memory()).toEqual(nothing)
})

test('a model that is disposed while fit waits for the device rejects its fit by name', async () => {
  const model = create()
  const training = model.fit(X, Y, options)
  model.dispose()
  await expect(training).rejects.toThrow(new DisposedError(inTraining))
  expect(model.backend.memory()).toEqual(nothing)
})

test.each([
  ['fit', (model: Mlp) => model.fit(X, Y, options)],
  ['predict', (model: Mlp) => model.predict(X)],
  ['predict', (model: Mlp) => model.classify(X)],
  ['score', (model: Mlp) => model.score(X, [0, 1, 1, 0])],
  ['parameters', (model: Mlp) => model.parameters()],
])('a model that was disposed says so: %s', async (op, call) => {
  const model = create()
  model.dispose()
  model.dispose()
  await expect(call(model)).rejects.toThrow(new DisposedError(`${op}: ${afterDispose}`))
})

test('what was asked before dispose is given, and samples that are left are refused', async () => {
  const model = create()
  const expected = await model.predict(X)
  const before = await model.parameters()
  const [few, left, parameters] = [model.predict(X), model.predict(many), model.parameters()]
  model.dispose()
  expect(model.backend.memory().matrices).toBe(2)
  // Together: what is refused may come before what is given.
  await Promise.all([
    expect(few).resolves.toEqual(expected),
    expect(parameters).resolves.toEqual(before),
    expect(left).rejects.toThrow(new DisposedError(`predict: ${afterDispose}`)),
  ])
  expect(model.backend.memory()).toEqual(nothing)
})

test('all samples of predict see one network, though training goes on meanwhile', async () => {
  const model = create()
  const predictions = [model.predict(many)]
  await model.fit(X, Y, {
    ...options,
    onBatch: () => {
      predictions.push(model.predict(many))
    },
  })
  const outputs = (await Promise.all(predictions)).map(({ values }) => [...values])
  const first = outputs.map((values) => values.slice(0, 2))
  expect(new Set(first.map(String)).size).toBe(outputs.length)
  for (const [i, values] of outputs.entries()) {
    expect(values.every((value, at) => value === first[i][at % 2])).toBe(true)
  }
  expect(model.backend.memory().matrices).toBe(4)
  model.dispose()
  expect(model.backend.memory()).toEqual(nothing)
})
