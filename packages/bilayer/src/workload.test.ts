import { ArgumentError, type Backend, defineBackend } from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkWorkload, createStopwatch, type Workload } from './workload.ts'

let clock = 0

beforeEach(() => {
  clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** Milliseconds of a step: for setting it up, and for each sample. */
interface Cost {
  readonly fixed: number
  readonly forEach: number
}

/** A backend whose steps take a known time of a clock that nothing else moves; it counts them. */
function timedBackend({ fixed, forEach }: Cost, name = 'timed') {
  const right = referenceDefinition<Float32Array>(name, (length) => new Float32Array(length))
  const steps: number[] = []
  let samples = 0
  const backend = defineBackend({
    ...right,
    storage: {
      ...right.storage,
      upload: (data, rows, cols) => {
        // The samples are uploaded last.
        samples = rows
        return right.storage.upload(data, rows, cols)
      },
      sync: async () => {
        clock += fixed + forEach * samples
        steps.push(samples)
      },
    },
  })
  return { backend, steps }
}

const layers = [2, 1]

const measure = async (backend: Backend, batch: number, budget: number) => {
  const { measure: time, explain } = createStopwatch({ layers, batch }, budget)
  const milliseconds = await time(backend)
  const { reason } = explain({ name: backend.name, outcome: 'slower', reason: 'slower', milliseconds })
  return { milliseconds, isEstimate: reason !== 'slower' }
}

test('a step that fits is timed as a whole, and nothing is left behind', async () => {
  const { backend } = timedBackend({ fixed: 1, forEach: 0.01 })
  const { milliseconds, isEstimate } = await measure(backend, 50, 100)
  expect(milliseconds).toBeCloseTo(1.5)
  expect(isEstimate).toBe(false)
  expect(clock).toBeLessThanOrEqual(102)
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

describe.each([1000, 100_000, 1_000_000, Number.MAX_SAFE_INTEGER])(
  'a step on %d samples that does not fit',
  (batch) => {
    test.each<[string, Cost]>([
      ['samples alone', { fixed: 0, forEach: 1 }],
      ['half of it fixed', { fixed: 1, forEach: 0.1 }],
      ['most of it fixed', { fixed: 3, forEach: 0.2 }],
    ])('is estimated by a line, within the time: %s', async (_, cost) => {
      const { backend } = timedBackend(cost)
      const { milliseconds, isEstimate } = await measure(backend, batch, 75)
      const truth = cost.fixed + cost.forEach * batch
      expect(isEstimate).toBe(true)
      expect(milliseconds / truth).toBeCloseTo(1, 1)
      expect(clock).toBeLessThan(75)
    })
  },
)

test('a backend whose samples seem to cost nothing is not taken for the faster one', async () => {
  const slow = await measure(timedBackend({ fixed: 10, forEach: 0 }).backend, 1_000_000, 75)
  const fast = await measure(timedBackend({ fixed: 0.1, forEach: 0.001 }).backend, 1_000_000, 75)
  expect(slow.milliseconds).toBeGreaterThan(fast.milliseconds)
})

test('where one sample takes longer than the time, two parts are timed and no more', async () => {
  const { backend, steps } = timedBackend({ fixed: 1000, forEach: 1 })
  const { milliseconds, isEstimate } = await measure(backend, 64, 75)
  expect(steps).toEqual([1, 4, 4])
  expect(isEstimate).toBe(true)
  expect(milliseconds).toBeGreaterThan(1004)
})

test('what fails is passed on, and nothing is left behind', async () => {
  const { backend } = timedBackend({ fixed: 1, forEach: 1 })
  const broken = { ...backend, sync: () => Promise.reject(new Error('lost')) }
  await expect(measure(broken, 8, 75)).rejects.toThrow('lost')
  expect(backend.memory().matrices).toBe(0)
})

test.each<[string, unknown]>([
  ['workload is null; it must be an object, such as { layers: [784, 128, 10], batch: 64 }.', null],
  [
    'layers is undefined; it must be an array of sizes, from the inputs to the outputs, such as [784, 128, 10].',
    { batch: 8 },
  ],
  [
    'layers is [4]; it must be two or more sizes, from the inputs to the outputs, such as [784, 128, 10].',
    { layers: [4], batch: 8 },
  ],
  ['layers[1] is the string "2"; it must be a whole number, 1 or more.', { layers: [4, '2'], batch: 8 }],
  ['batch is 0; it must be a whole number, 1 or more.', { layers: [4, 2], batch: 0 }],
  ['batch is undefined; it must be a whole number, 1 or more.', { layers: [4, 2] }],
])('%s', (message, workload) => {
  expect(() => checkWorkload(workload as Workload)).toThrow(new ArgumentError(message))
})
