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

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** Cases that never end. */
const hanging = (count: number): ConformanceCase[] =>
  [...Array.from({ length: count }).keys()].map((i) => ({
    op: 'x',
    title: `hangs ${i}`,
    level: 'core',
    run: () => new Promise(() => {}),
  }))

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

test('after three cases that hang the others are not run, and the report says so', async () => {
  const { results, failed, notRun } = await runConformance(provider, { cases: hanging(5), timeout: 20 })
  expect({ failed, notRun }).toEqual({ failed: 3, notRun: 2 })
  expect(results.slice(0, 3).map(({ cutShort }) => cutShort)).toEqual([true, true, true])
  expect(results[4]).toEqual({
    op: 'x',
    title: 'hangs 4',
    level: 'core',
    status: 'not run',
    reason: 'the run stopped after 3 cases that were cut short',
    milliseconds: 0,
  })
})

test('maxTimeouts is how many cases may hang', async () => {
  const options = { cases: hanging(3), timeout: 20, maxTimeouts: 1 }
  const { failed, notRun, results } = await runConformance(provider, options)
  expect({ failed, notRun }).toEqual({ failed: 1, notRun: 2 })
  expect(results[1].reason).toBe('the run stopped after a case that was cut short')
})

test('with bail the cases after the first failure are not run', async () => {
  const cases: ConformanceCase[] = ['first', 'second'].map((title) => ({
    op: 'x',
    title,
    level: 'core',
    run: () => Promise.reject(new Error('wrong')),
  }))
  const { results } = await runConformance(provider, { cases, bail: true })
  expect(results.map(({ status, reason }) => [status, reason])).toEqual([
    ['failed', 'wrong'],
    ['not run', 'the run stops at the first failure'],
  ])
})

test('a signal stops the case at hand, and the report is of what was run', async () => {
  const controller = new AbortController()
  const cases: ConformanceCase[] = [
    { op: 'x', title: 'holds', level: 'core', run: async () => {} },
    ...hanging(2),
  ]
  const { results } = await runConformance(provider, {
    cases,
    signal: controller.signal,
    onStart: ({ title }) => {
      if (title === 'hangs 0') setTimeout(() => controller.abort(), 10)
    },
  })
  expect(results.map(({ status, reason }) => [status, reason])).toEqual([
    ['passed', undefined],
    ['not run', 'the run was stopped while it ran'],
    ['not run', 'the run was stopped'],
  ])
})

test('a signal stops a backend that is still being made', async () => {
  const never: BackendProvider = { ...provider, create: () => new Promise(() => {}) }
  const signal = AbortSignal.timeout(10)
  const { failed, notRun } = await runConformance(never, { cases: hanging(2), signal })
  expect({ failed, notRun }).toEqual({ failed: 0, notRun: 2 })
})

test('a backend that arrives when its case is over is disposed, and no other case gets it', async () => {
  const made: Backend[] = []
  const slow: BackendProvider = {
    ...provider,
    create: async () => {
      const backend = await provider.create()
      made.push(backend)
      if (made.length === 2) await pause(100)
      return backend
    },
  }
  const seen: Backend[] = []
  const remember = async ({ backend }: CaseContext) => {
    seen.push(backend)
    await pause(120)
  }
  const cases: ConformanceCase[] = [
    { op: 'x', title: 'fails', level: 'core', run: () => Promise.reject(new Error('wrong')) },
    { op: 'x', title: 'waits for a backend', level: 'core', run: remember },
    { op: 'x', title: 'gets the third', level: 'core', run: remember },
  ]
  const { results } = await runConformance(slow, { cases, timeout: 50, maxTimeouts: 9 })
  expect(results.map(({ cutShort }) => cutShort)).toEqual([undefined, true, true])
  expect(seen).toEqual([made[2]])
  await pause(100)
  expect(() => made[1].zeros(1, 1)).toThrow(DisposedError)
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
  const gone = 'create() threw Error: the device is gone'
  expect(results.map(({ reason }) => reason)).toEqual(['wrong', gone, gone])
})

const half = (change: object) => ({
  ...provider,
  create: async () => ({ ...defineBackend(coreOnly), ...change }),
})

test.each([
  [
    'probe throws',
    { ...provider, probe: () => Promise.reject(new TypeError('no such thing')) },
    'probe() threw TypeError: no such thing',
  ],
  [
    'probe throws at once',
    {
      ...provider,
      probe: () => {
        throw new Error('no')
      },
    },
    'probe() threw Error: no',
  ],
  [
    'probe gives nothing',
    { ...provider, probe: async () => {} },
    "probe() gave undefined; it must give { available: true }, or { available: false, reason: '…' }",
  ],
  [
    'probe says no without a reason',
    { ...provider, probe: async () => ({ available: false }) },
    "probe() gave an Object; it must give { available: true }, or { available: false, reason: '…' }",
  ],
  [
    'probe never settles',
    { ...provider, probe: () => new Promise(() => {}) },
    'probe() did not settle within 20 ms',
  ],
  [
    'create never settles',
    { ...provider, create: () => new Promise(() => {}) },
    'create() did not settle within 20 ms',
  ],
  [
    'create gives nothing',
    { ...provider, create: async () => {} },
    'create() gave undefined; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'create gives half a backend',
    half({ matmul: undefined, dispose: undefined }),
    'create() gave a backend of the core level without dispose, matmul; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'the level is higher than what there is',
    half({ level: 'extended' }),
    'create() gave a backend of the extended level without softmax, tanh, sigmoid, log, sqrt, divide, gatherRows, adaptiveStep; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'the level is none',
    half({ level: 3 }),
    'create() gave a backend whose level is 3; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'there is no name',
    half({ name: undefined }),
    'create() gave a backend whose name is undefined; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'there is no device',
    half({ info: {} }),
    'create() gave a backend whose info.device is undefined; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'the mode is no text',
    half({ info: { device: 'x', mode: 3 } }),
    'create() gave a backend whose info.mode is 3; defineBackend of @bilayer/core makes a whole backend',
  ],
  [
    'there are no numerics',
    half({ numerics: { unitRoundoff: 1 } }),
    'create() gave a backend whose numerics.subnormals is undefined; defineBackend of @bilayer/core makes a whole backend',
  ],
])('where %s, the provider fails, and no case is run', async (_fault, wrong, reason) => {
  const report = await runConformance(wrong as BackendProvider, { only: 'relu', timeout: 20 })
  expect(report).toMatchObject({ backend: 'small', passed: 0, failed: 1 })
  expect(report.info).toBeUndefined()
  expect(report.results[0]).toMatchObject({
    op: 'provider',
    title: 'makes a backend',
    status: 'failed',
    reason,
  })
  expect(report.results.length).toBe(report.notRun + 1)
  expect(report.results[1]).toMatchObject({ status: 'not run', reason: 'there is no backend to run it on' })
})

test.each([
  [
    'throws at once',
    () => {
      throw new Error('stuck')
    },
    'dispose() threw Error: stuck',
  ],
  ['rejects', () => Promise.reject(new Error('stuck')), 'dispose() threw Error: stuck'],
  ['never settles', () => new Promise(() => {}), 'dispose() did not settle within 200 ms'],
])('a dispose that %s is a failure behind the cases', async (_fault, dispose, reason) => {
  const { passed, failed, results } = await runConformance(half({ dispose }), {
    only: 'relu › cuts',
    timeout: 200,
  })
  expect({ passed, failed }).toEqual({ passed: 1, failed: 1 })
  expect(results[1]).toMatchObject({ op: 'provider', title: 'closes the backend', status: 'failed', reason })
})

test('create may say no where probe said yes', async () => {
  const create = () => Promise.reject(new BackendUnavailableError('the device is taken'))
  await expect(runConformance({ ...provider, create })).rejects.toThrow(
    new BackendUnavailableError('the device is taken'),
  )
})

test('an error that is not for people is told with its class and its place', async () => {
  const run = async () => {
    void new Float32Array(-1)
  }
  const { results } = await runConformance(provider, {
    cases: [{ op: 'x', title: 'is', level: 'core', run }],
  })
  expect(results[0].reason).toMatch(/^it threw RangeError: Invalid typed array length: -1\nat .*run/u)
})

test.each([
  ['provider', [undefined]],
  ['provider', [{ name: 'x', probe: async () => ({ available: true }) }]],
  ['options', [provider, 3]],
  ['cases', [provider, { cases: 'matmul' }]],
  ['cases[1]', [provider, { cases: [...hanging(1), { op: 'x' }] }]],
  ['only', [provider, { only: 5 }]],
  ['seed', [provider, { seed: 2 ** 31 }]],
  ['runs', [provider, { runs: 0 }]],
  ['timeout', [provider, { timeout: Number.NaN }]],
  ['maxTimeouts', [provider, { maxTimeouts: 0 }]],
  ['bail', [provider, { bail: 'no' }]],
  ['signal', [provider, { signal: {} }]],
  ['onStart', [provider, { onStart: 'print' }]],
  ['onResult', [provider, { onResult: 1 }]],
])('a wrong %s is refused', async (name, wrong) => {
  const refused = runConformance(...(wrong as unknown as Parameters<typeof runConformance>))
  await expect(refused).rejects.toBeInstanceOf(ArgumentError)
  await expect(refused).rejects.toThrow(`${name} is `)
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
