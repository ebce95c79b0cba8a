import { afterEach, expect, test, vi } from 'vitest'
import { ArgumentError, createMlp, providers, selectBackend } from './index.ts'

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
    'BILAYER_BACKEND: There is no backend named "abacus". The backends are: wasm, worker-pool, blas, webgpu, gpu-js, cpu-js',
  )
})

test.each([
  [1, 'one worker thread'],
  [2, '2 worker threads'],
])('a backend computes on no more threads than %i', async (threads, device) => {
  const { backend } = await selectBackend({ require: 'worker-pool', threads })
  expect(backend.info.device).toBe(device)
  await backend.dispose()
})

/** Milliseconds for what takes one or two, on a machine that is busy with much else. */
const PATIENT = 120_000

test('a workload is timed on every backend that works, and the fastest is taken', {
  timeout: PATIENT,
}, async () => {
  const { backend, trials } = await selectBackend({
    workload: { layers: [8, 4, 2], batch: 4 },
    budget: 20,
    timeout: PATIENT,
    remember: false,
  })
  await backend.dispose()
  const working = trials.filter(({ outcome }) => outcome !== 'unavailable')
  const times = working.map(({ milliseconds = Number.NaN }) => milliseconds)
  const [fastest] = working.toSorted((a, b) => (a.milliseconds ?? 0) - (b.milliseconds ?? 0))
  expect(times.every((time) => time > 0)).toBe(true)
  expect(fastest).toMatchObject({ name: backend.name, outcome: 'chosen' })
})

test('a step on a million samples is estimated, in not much more than the budget', async () => {
  const before = process.cpuUsage()
  const { backend, trials } = await selectBackend({
    workload: { layers: [784, 128, 10], batch: 1_000_000 },
    budget: 300,
    remember: false,
  })
  await backend.dispose()
  const reasons = trials.filter(({ name }) => name === 'cpu-js').map(({ reason }) => reason)
  expect(reasons).toEqual([expect.stringMatching(/; estimated, since a whole step is longer/u)])
  // Processor time, which other processes do not lengthen; starting the backends is beside the budget.
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(5000)
})

test.each<[string, unknown]>([
  ['options is null; it must be', null],
  ['options is the string "wasm"; it must be', 'wasm'],
  ['workload is null; it must be', { workload: null }],
  ['batch is 0; it must be', { workload: { layers: [4, 2], batch: 0 } }],
  ['layers is [4]; it must be', { workload: { layers: [4], batch: 1 } }],
  [
    'budget is NaN; it must be a number above 0.',
    { workload: { layers: [4, 2], batch: 1 }, budget: Number.NaN },
  ],
  ['budget is the string "300"; it must be', { budget: '300' }],
  ['timeout is 0; it must be', { timeout: 0 }],
  ['remember is the string "no"; it must be true, false or \'anew\'.', { remember: 'no' }],
  ['prefer is 7; it must be', { prefer: 7 }],
  ['require is null; it must be', { require: null }],
])('%s', async (told, options) => {
  const refused = selectBackend(options as never)
  await expect(refused).rejects.toBeInstanceOf(ArgumentError)
  await expect(refused).rejects.toThrow(told)
})
