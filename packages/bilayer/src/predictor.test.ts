import { cpuJs } from '@bilayer/backend-cpu-js'
import { wasm } from '@bilayer/backend-wasm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ArgumentError,
  BackendFailedError,
  BACKEND_VARIABLE,
  createPredictor,
  createTable,
  DisposedError,
  type Model,
  providers,
} from './index.ts'

// A choice that was measured would be remembered, in a file of whoever runs the tests.
beforeEach(() => {
  vi.stubEnv(BACKEND_VARIABLE, 'cpu-js')
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** z = x1 + 2·[colour is red] − 0.5, where x1 = (width − 10) / 2. */
const model = {
  parameters: [
    { name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, 0, 2) },
    { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(-0.5) },
  ],
  activations: ['identity'],
  encoding: [
    { kind: 'number', name: 'width', shift: 10, scale: 2, missing: null },
    { kind: 'category', name: 'colour', categories: ['blue', 'red'], missing: null },
  ],
  target: { kind: 'classes', name: 'ripe', labels: ['no', 'yes'] },
  notes: {},
} as const satisfies Model

/** z is 0.5, −1.5 and 1.5. */
const table = createTable({ other: ['a', 'b', 'c'], colour: ['blue', 'blue', 'red'], width: [12, 8, 10] })

/** The same rows, encoded. */
const samples = { values: Float32Array.of(1, 1, 0, -1, 1, 0, 0, 0, 1), count: 3, size: 3 }

const { encoding: _encoding, ...withoutEncoding } = model
const { target: _target, ...withoutTarget } = model

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

test.each([
  ['a table', table],
  ['samples', samples],
])('labels, probabilities and outputs are told of %s', async (_, X) => {
  const backend = cpuJs()
  await using predictor = await createPredictor(model, { backend })
  expect(await predictor.outputs(X)).toEqual({ values: Float32Array.of(0.5, -1.5, 1.5), count: 3, size: 1 })
  expect(await predictor.predict(X)).toEqual(['yes', 'no', 'yes'])
  const probabilities = await predictor.probabilities(X)
  const expected = [0.5, -1.5, 1.5].map((z) => [sigmoid(-z), sigmoid(z)])
  for (const [i, row] of expected.entries()) {
    for (const [k, probability] of row.entries()) expect(probabilities[i][k]).toBeCloseTo(probability, 6)
  }
})

test('a quantity is told in its own units, and has no probabilities', async () => {
  const quantity: Model = { ...model, target: { kind: 'quantity', name: 'mass', shift: 100, scale: 10 } }
  await using predictor = await createPredictor(quantity, { backend: cpuJs() })
  expect(await predictor.predict(table)).toEqual([105, 85, 115])
  await expect(predictor.probabilities(table)).rejects.toThrow('The model tells no classes apart')
})

test('a model without an encoding takes samples alone', async () => {
  await using predictor = await createPredictor(withoutEncoding, { backend: cpuJs() })
  expect(await predictor.predict(samples)).toEqual(['yes', 'no', 'yes'])
  await expect(predictor.predict(table)).rejects.toThrow(ArgumentError)
  await expect(predictor.predict(table)).rejects.toThrow('was not learnt from a table')
})

test('a model without a target gives outputs alone', async () => {
  await using predictor = await createPredictor(withoutTarget, { backend: cpuJs() })
  expect((await predictor.outputs(table)).values).toEqual(Float32Array.of(0.5, -1.5, 1.5))
  await expect(predictor.predict(table)).rejects.toThrow('does not say what its outputs mean')
  await expect(predictor.probabilities(table)).rejects.toThrow(ArgumentError)
})

test('a backend that is given stays open, without the network', async () => {
  const backend = cpuJs()
  const predictor = await createPredictor(model, { backend })
  expect(predictor.backend).toBe(backend)
  await predictor.dispose()
  expect(backend.memory().matrices).toBe(0)
  expect(() => backend.zeros(1, 1)).not.toThrow()
  await backend.dispose()
})

test('a backend that was picked is closed with the predictor', async () => {
  const predictor = await createPredictor(model)
  const { backend } = predictor
  expect(backend.name).toBe('cpu-js')
  expect(await predictor.predict(table)).toEqual(['yes', 'no', 'yes'])
  await predictor.dispose()
  expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
})

/** 1.4 MB of parameters. */
const large: Model = {
  parameters: [
    { name: 'W1', rows: 600, cols: 600, values: new Float32Array(360_000) },
    { name: 'b1', rows: 600, cols: 1, values: new Float32Array(600) },
  ],
  activations: ['identity'],
  notes: {},
}

/** A backend that has room for its self-test, and not for that. */
const smallBackend = () => cpuJs({ maximumBytes: 2 ** 20 })

test('a backend that was picked is closed where the network finds no room on it', async () => {
  const backend = smallBackend()
  const provider = providers.find(({ name }) => name === 'cpu-js') ?? expect.fail('no cpu-js')
  vi.spyOn(provider, 'create').mockResolvedValue(backend)
  await expect(createPredictor(large)).rejects.toThrow(BackendFailedError)
  expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
})

test('a backend that is given stays open and empty where the network finds no room on it', async () => {
  await using backend = smallBackend()
  await expect(createPredictor(large, { backend })).rejects.toThrow(BackendFailedError)
  expect(backend.memory().matrices).toBe(0)
  expect(() => backend.zeros(1, 1)).not.toThrow()
})

test('wasm and cpu-js predict the same, within 1e-5', async () => {
  const deep: Model = {
    parameters: [
      { name: 'W1', rows: 8, cols: 3, values: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)) },
      { name: 'b1', rows: 8, cols: 1, values: Float32Array.from({ length: 8 }, (_, i) => Math.cos(i)) },
      { name: 'W2', rows: 3, cols: 8, values: Float32Array.from({ length: 24 }, (_, i) => Math.cos(2 * i)) },
      { name: 'b2', rows: 3, cols: 1, values: Float32Array.of(0.1, 0.2, 0.3) },
    ],
    activations: ['tanh', 'identity'],
    target: { kind: 'classes', name: 'kind', labels: [1, 2, 3] },
    notes: {},
  }
  const backends = [cpuJs(), await wasm()]
  const [a, b] = await Promise.all(
    backends.map(async (backend) => {
      await using predictor = await createPredictor(deep, { backend })
      return { rows: await predictor.probabilities(samples), labels: await predictor.predict(samples) }
    }),
  )
  for (const [i, probability] of a.rows.flat().entries()) {
    expect(Math.abs(probability - b.rows.flat()[i])).toBeLessThan(1e-5)
  }
  expect(b.labels).toEqual(a.labels)
  await Promise.all(backends.map((backend) => backend.dispose()))
})

test('what is no model or no backend is refused', async () => {
  await expect(createPredictor(null as never)).rejects.toThrow('model is null')
  await expect(createPredictor(model, null as never)).rejects.toThrow('options is null')
  await expect(createPredictor(model, { backend: {} as never })).rejects.toThrow('backend')
})
