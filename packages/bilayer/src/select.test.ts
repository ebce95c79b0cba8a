import { afterEach, expect, test, vi } from 'vitest'
import { createMlp, providers, selectBackend } from './index.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('selectBackend finds a backend that trains', async () => {
  const { backend, trials } = await selectBackend({ prefer: 'cpu-js' })
  expect(trials.map(({ name }) => name)).toEqual(providers.map(({ name }) => name))
  expect(trials.find(({ outcome }) => outcome === 'chosen')).toMatchObject({ name: 'cpu-js' })
  using model = createMlp(backend, { layers: [1, 1] })
  const X = { values: Float32Array.of(0, 1, 2), count: 3, size: 1 }
  const { losses } = await model.fit(X, X, { epochs: 200, batchSize: 3, learningRate: 0.1 })
  expect(losses.at(-1)).toBeLessThan(1e-3)
})

test('BILAYER_BACKEND names the one to use', async () => {
  vi.stubEnv('BILAYER_BACKEND', 'cpu-js')
  const { trials } = await selectBackend()
  expect(trials).toEqual([{ name: 'cpu-js', outcome: 'chosen', reason: 'it was asked for' }])
})

test('BILAYER_BACKEND with an unknown name says so, and which names there are', async () => {
  vi.stubEnv('BILAYER_BACKEND', 'abacus')
  await expect(selectBackend()).rejects.toThrow(
    'BILAYER_BACKEND: There is no backend named "abacus". The backends are: wasm, cpu-js',
  )
})
