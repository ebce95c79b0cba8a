import {
  ArgumentError,
  type Backend,
  type BackendProvider,
  BackendUnavailableError,
  defineBackend,
  DisposedError,
} from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import type { CaseContext, ConformanceCase } from './case.ts'
import { conformanceCases } from './cases.ts'
import { runConformance } from './run.ts'

const { extended: _, ...coreOnly } = referenceDefinition<Float32Array>(
  'small',
  (length) => new Float32Array(length),
)
const provider: BackendProvider = {
  name: 'small',
  probe: async () => ({ available: true }),
  create: async () => defineBackend(coreOnly),
}

test('a backend of the core level passes, and what it lacks is skipped with the reason', async () => {
  const { level, failed, skipped, results } = await runConformance(provider, { only: 'tile edge 17' })
  expect({ level, failed, skipped }).toEqual({ level: 'core', failed: 0, skipped: 8 })
  expect(results.find(({ op }) => op === 'softmax')?.reason).toBe(
    'the backend has the core level; softmax belongs to the extended one',
  )
})

test('a case that hangs fails, and the next gets a new backend', async () => {
  const backends = new Set<unknown>()
  const remember = async ({ backend }: { readonly backend: unknown }) => {
    backends.add(backend)
  }
  const cases: ConformanceCase[] = [
    { op: 'x', title: 'hangs', level: 'core', run: () => new Promise(() => {}) },
    { op: 'x', title: 'runs', level: 'core', run: remember },
  ]
  const { results } = await runConformance(provider, { cases, timeout: 20 })
  expect(results.map(({ status }) => status)).toEqual(['failed', 'passed'])
  expect(results[0].reason).toBe('it did not end within 20 ms')
})

test('a random case names the seed that replays it', async () => {
  const wrong: BackendProvider = {
    ...provider,
    create: async () =>
      defineBackend({
        ...coreOnly,
        core: { ...coreOnly.core, scale: (alpha, x) => coreOnly.core.scale(-alpha, x) },
      }),
  }
  const options = { only: 'scale › is right for random', seed: 99 }
  const [first] = (await runConformance(wrong, options)).results
  expect(first.reason).toContain('seed: 99')
  const [second] = (await runConformance(wrong, options)).results
  expect(second.reason).toBe(first.reason)
})

test('one seed gives one suite: names are unique', () => {
  const names = conformanceCases.map(({ op, title }) => `${op} › ${title}`)
  expect(new Set(names).size).toBe(names.length)
})

test('a backend that is not available, and a name that no case has, are refused', async () => {
  const absent: BackendProvider = {
    ...provider,
    probe: async () => ({ available: false, reason: 'no such device' }),
  }
  await expect(runConformance(absent)).rejects.toThrow(BackendUnavailableError)
  await expect(runConformance(absent)).rejects.toThrow('The backend small cannot run here: no such device')
  await expect(runConformance(provider, { only: 'convolve' })).rejects.toThrow(ArgumentError)
})

test('a backend that cannot be made again fails the cases that follow, each with the reason', async () => {
  let made = 0
  const once: BackendProvider = {
    ...provider,
    create: async () => {
      made++
      if (made > 1) throw new Error('the device is gone')
      return provider.create()
    },
  }
  const cases: ConformanceCase[] = ['first', 'second', 'third'].map((title) => ({
    op: 'x',
    title,
    level: 'core',
    run: () => Promise.reject(new Error('wrong')),
  }))
  const { results } = await runConformance(once, { cases })
  expect(results.map(({ reason }) => reason)).toEqual(['wrong', 'the device is gone', 'the device is gone'])
})

test('a backend that is never made is refused', async () => {
  const hanging: BackendProvider = { ...provider, create: () => new Promise(() => {}) }
  await expect(runConformance(hanging, { timeout: 20 })).rejects.toThrow(
    new BackendUnavailableError('The backend small was not made within 20 ms.'),
  )
})

test('backends that a case made are disposed after it, and the one under test at the end', async () => {
  const made: Backend[] = []
  const remembering: BackendProvider = {
    ...provider,
    create: async () => {
      const backend = await provider.create()
      made.push(backend)
      return backend
    },
  }
  const run = async ({ create }: CaseContext) => {
    await create()
  }
  await runConformance(remembering, { cases: [{ op: 'x', title: 'makes one', level: 'core', run }] })
  expect(made.length).toBe(2)
  for (const backend of made) expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
})

test('runs is how many examples a random case tries', async () => {
  let products = 0
  const counting: BackendProvider = {
    ...provider,
    create: async () =>
      defineBackend({
        ...coreOnly,
        core: {
          ...coreOnly.core,
          matmul: (a, b) => {
            products++
            return coreOnly.core.matmul(a, b)
          },
        },
      }),
  }
  await runConformance(counting, { only: 'matmul › is right for random', runs: 7 })
  expect(products).toBe(7)
})
