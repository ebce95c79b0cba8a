import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cpuJs } from '@bilayer/backend-cpu-js'
import { BACKEND_VARIABLE, DisposedError, metrics, MlpClassifier, MlpRegressor, train } from './index.ts'

// A choice that was measured would be remembered, in a file of whoever runs the tests.
beforeEach(() => {
  vi.stubEnv(BACKEND_VARIABLE, 'wasm')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

const X = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]

test('a classifier picks a backend, and closes it with itself', async () => {
  const classifier = new MlpClassifier<string>({ maxIter: 500, learningRateInit: 0.05 })
  await classifier.fit(X, ['same', 'other', 'other', 'same'])
  expect(
    metrics.accuracy(
      ['same', 'other'],
      await classifier.predict([
        [1, 1],
        [0, 1],
      ]),
    ),
  ).toBe(1)
  const { backend } = classifier.model
  expect(backend.name).toBe('wasm')
  await classifier.dispose()
  expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
})

test('a regressor picks a backend', async () => {
  await using regressor = new MlpRegressor({ maxIter: 1 })
  await regressor.fit(X, [0, 1, 1, 2])
  expect(regressor.model.layers).toEqual([2, 100, 1])
})

test('two lines train a net', async () => {
  await using net = await train([
    { input: [0, 1], output: [1] },
    { input: [1, 1], output: [0] },
  ])
  expect((await net.run([0, 1]))[0]).toBeGreaterThan(0.5)
})

test('a backend that is given is taken', async () => {
  const backend = cpuJs()
  await using classifier = new MlpClassifier({ backend, maxIter: 1 })
  await classifier.fit(X, [true, false, false, true])
  expect(classifier.model.backend).toBe(backend)
  await using net = await train([{ input: [0], output: [1] }], { backend, iterations: 1 })
  expect(net.model.backend).toBe(backend)
})

test('options that are none are refused', async () => {
  expect(() => new MlpClassifier(null as never)).toThrow('options is null; it must be an object')
  expect(() => new MlpRegressor({ backend: null as never })).toThrow('backend is null; it must be a backend')
  await expect(train([], null as never)).rejects.toThrow('options is null; it must be an object')
})
