import { describe, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { Availability, BackendProvider } from './provider.ts'
import { findProvider, selectBackend, type Trial } from './select-backend.ts'
import { plainBackend, plainDefinition } from './testing/plain-backend.ts'
import { queueBackend } from './testing/queue-backend.ts'

const HERE: Availability = { available: true }

/** A provider that remembers the backends it made. */
function provider(
  name: string,
  availability: Availability = HERE,
  make: () => Backend = () => plainBackend(name),
) {
  const made: Backend[] = []
  const found: BackendProvider = {
    name,
    probe: async () => availability,
    create: async () => {
      const backend = make()
      made.push(backend)
      return backend
    },
  }
  return { ...found, made }
}

const absent = (name: string) => provider(name, { available: false, reason: 'no such device' })

/** A backend whose mask is wrong: it would train to nothing. */
const liar = () =>
  provider('liar', HERE, () => {
    const right = plainDefinition('liar')
    return defineBackend({ ...right, core: { ...right.core, mask: right.core.relu } })
  })

const LIE = 'self-test: mask: element (0, 6) is 0.7306325435638428; it should be 1'

const isOpen = (backend: Backend): boolean => {
  try {
    backend.zeros(1, 1).dispose()
    return true
  } catch {
    return false
  }
}

test('the first that works is taken, and the reasons are told', async () => {
  const wrong = liar()
  const { backend, trials } = await selectBackend([absent('a'), wrong, provider('c'), provider('d')])
  expect(wrong.made.map(isOpen)).toEqual([false])
  expect(backend.name).toBe('c')
  expect(trials).toEqual([
    { name: 'a', outcome: 'unavailable', reason: 'no such device' },
    {
      name: 'liar',
      outcome: 'failed',
      reason: LIE,
    },
    { name: 'c', outcome: 'chosen', reason: 'the first that works' },
    { name: 'd', outcome: 'not tried', reason: 'c comes first and works' },
  ])
})

test('a preferred one comes first, and others follow where it is missing', async () => {
  const providers = [provider('a'), absent('b'), provider('c')]
  const { trials } = await selectBackend(providers, { prefer: 'c' })
  expect(trials[2]).toEqual({ name: 'c', outcome: 'chosen', reason: 'preferred, and it works' })
  expect((await selectBackend(providers, { prefer: ['b', 'c'] })).backend.name).toBe('c')
  expect((await selectBackend(providers, { prefer: 'b' })).backend.name).toBe('a')
})

test('a required one is used or nothing is', async () => {
  const providers = [provider('a'), absent('b')]
  const { trials } = await selectBackend(providers, { require: 'a' })
  expect(trials).toEqual([{ name: 'a', outcome: 'chosen', reason: 'it was asked for' }])
  await expect(selectBackend(providers, { require: 'b' })).rejects.toThrow(
    new BackendUnavailableError('No backend works here.\n  b: no such device'),
  )
})

describe('a device that is a program', () => {
  const SLOW =
    'it would run on a program in place of a graphics processor, which is slower; prefer or require it to try it all the same'
  const program = (name: string) => provider(name, { available: true, isProgram: true })
  const measure = async ({ name }: Backend) => (name === 'a' ? 1 : 2)
  const outcomes = (trials: readonly Trial[]) => trials.map(({ name, outcome }) => [name, outcome])

  test('is not even started where another backend works, wherever it stands', async () => {
    for (const options of [{}, { measure }]) {
      const slow = program('a')
      const { backend, trials } = await selectBackend([slow, provider('b')], options)
      expect(backend.name).toBe('b')
      expect(trials[0]).toEqual({ name: 'a', outcome: 'not tried', reason: SLOW })
      expect(slow.made).toEqual([])
    }
  })

  test.each([{ prefer: 'a' }, { prefer: ['c', 'a'] }, { require: 'a' }])(
    'is tried where it is asked for: %j',
    async (options) => {
      const providers = [provider('b'), program('a'), absent('c')]
      const { backend } = await selectBackend(providers, { ...options, measure })
      expect(backend.name).toBe('a')
    },
  )

  test('is tried where no other works: the first of them, or with measure the fastest', async () => {
    const providers = () => [program('b'), absent('c'), program('a'), liar()]
    const first = await selectBackend(providers())
    expect(outcomes(first.trials)).toEqual([
      ['b', 'chosen'],
      ['c', 'unavailable'],
      ['a', 'not tried'],
      ['liar', 'failed'],
    ])
    const fastest = await selectBackend(providers(), { measure })
    expect(outcomes(fastest.trials)).toEqual([
      ['b', 'slower'],
      ['c', 'unavailable'],
      ['a', 'chosen'],
      ['liar', 'failed'],
    ])
  })
})

test('an unknown name is told with the names there are', async () => {
  const message = 'There is no backend named "z". The backends are: a, b.'
  for (const options of [{ require: 'z' }, { prefer: 'z' }]) {
    await expect(selectBackend([provider('a'), provider('b')], options)).rejects.toThrow(
      new ArgumentError(message),
    )
  }
})

test('with measure the fastest is taken, and the others are closed', async () => {
  const times: Record<string, number> = { a: 5, b: 2, c: 9 }
  const providers = ['a', 'b', 'c'].map((name) => provider(name))
  const { backend, trials } = await selectBackend(providers, { measure: async ({ name }) => times[name] })
  expect(backend.name).toBe('b')
  expect(trials.map(({ name, outcome, milliseconds }) => [name, outcome, milliseconds])).toEqual([
    ['a', 'slower', 5],
    ['b', 'chosen', 2],
    ['c', 'slower', 9],
  ])
  expect(providers.map(({ made }) => made.map(isOpen))).toEqual([[false], [true], [false]])
})

test('a backend that fails to start, or while it is measured, is not taken', async () => {
  const broken = provider('broken', HERE, () => {
    throw new Error('no device')
  })
  const { trials } = await selectBackend([broken, provider('a'), provider('b')], {
    measure: ({ name }) => (name === 'a' ? Promise.reject(new Error('too slow')) : Promise.resolve(1)),
  })
  expect(trials.map(({ name, outcome, reason }) => [name, outcome, reason])).toEqual([
    ['broken', 'failed', 'no device'],
    ['a', 'failed', 'too slow'],
    ['b', 'chosen', 'the fastest of those that work'],
  ])
})

test('a provider that breaks its promises costs nobody the others', async () => {
  const rude: BackendProvider = { ...provider('rude'), probe: () => Promise.reject(new Error('no driver')) }
  const confused = provider('confused', HERE, () => plainBackend(''))
  const stuck = provider('stuck', HERE, () => {
    const right = plainDefinition('stuck')
    const storage = { ...right.storage, close: () => Promise.reject(new Error('cannot close')) }
    return defineBackend({ ...right, storage, core: { ...right.core, mask: right.core.relu } })
  })
  const late = provider('late', HERE, () => queueBackend('matmul').backend)
  const renamed = provider('renamed', HERE, () => plainBackend('another name'))
  const { trials } = await selectBackend([rude, confused, stuck, late, renamed])
  expect(trials.map(({ name, outcome, reason }) => [name, outcome, reason])).toEqual([
    ['rude', 'failed', 'no driver'],
    ['confused', 'failed', 'defineBackend: name is empty; users pick a backend by its name.'],
    ['stuck', 'failed', expect.stringMatching(/^self-test: .*; and when it was closed: cannot close$/u)],
    ['late', 'failed', 'self-test: matmul: the backend queue failed: the device is lost'],
    ['renamed', 'chosen', 'the first that works'],
  ])
})

test.each([Number.NaN, -1, Infinity, undefined])(
  'a measurement of %s is refused, and no backend is left open',
  async (time) => {
    const providers = [provider('a'), provider('b')]
    const measure = async ({ name }: Backend) => (name === 'a' ? 5 : (time as number))
    await expect(selectBackend(providers, { measure })).rejects.toThrow(
      new ArgumentError(`measure gave ${time} for b; it must give milliseconds, 0 or more.`),
    )
    expect(providers.flatMap(({ made }) => made.map(isOpen))).toEqual([false, false])
  },
)

test("an ArgumentError of the caller's own measurement is the caller's", async () => {
  const measure = () => Promise.reject(new ArgumentError('batch is 0'))
  await expect(selectBackend([provider('a')], { measure })).rejects.toThrow(new ArgumentError('batch is 0'))
})

test('any other error of it leaves a backend that does not work', async () => {
  const measure = () => Promise.reject(new TypeError('no kernel'))
  await expect(selectBackend([provider('a')], { measure })).rejects.toThrow(
    new BackendUnavailableError('No backend works here.\n  a: no kernel'),
  )
})

test('where nothing works, all the reasons are told', async () => {
  await expect(selectBackend([absent('a'), liar()])).rejects.toThrow(
    new BackendUnavailableError(`No backend works here.\n  a: no such device\n  liar: ${LIE}`),
  )
  await expect(selectBackend([])).rejects.toThrow(BackendUnavailableError)
})

test('findProvider finds one by its name', () => {
  const providers = [provider('a'), provider('b')]
  expect(findProvider(providers, 'b')).toBe(providers[1])
})

describe('what never settles', () => {
  const forever = () => new Promise<never>(() => {})
  const timeout = 20

  test.each<[string, BackendProvider, string]>([
    ['probe', { ...provider('a'), probe: forever }, 'probe did not settle within 20 ms'],
    ['create', { ...provider('a'), create: forever }, 'create did not settle within 20 ms'],
    [
      'a read of the self-test',
      changed(({ storage }) => ({ storage: { ...storage, read: forever } })),
      'the self-test did not settle within 20 ms',
    ],
    [
      'a sync, and closing after it',
      changed(({ storage }) => ({ storage: { ...storage, sync: forever, close: forever } })),
      'the self-test did not settle within 20 ms; and when it was closed: dispose did not settle within 20 ms',
    ],
  ])('is given up, and the next is taken: %s', async (_, hanging, reason) => {
    const { backend, trials } = await selectBackend([hanging, provider('b')], { timeout })
    expect(backend.name).toBe('b')
    expect(trials[0]).toEqual({ name: 'a', outcome: 'failed', reason })
  })

  test('is given up where it is measure, or a slower backend that is closed', async () => {
    const hanging = changed(({ storage }) => ({ storage: { ...storage, close: forever } }))
    const measure = ({ name }: Backend) => (name === 'b' ? forever() : Promise.resolve(name === 'a' ? 2 : 1))
    const { backend, trials } = await selectBackend([hanging, provider('b'), provider('c')], {
      timeout,
      measure,
    })
    expect(backend.name).toBe('c')
    expect(trials.slice(0, 2)).toEqual([
      {
        name: 'a',
        outcome: 'slower',
        reason: 'works, but another is faster; and when it was closed: dispose did not settle within 20 ms',
        milliseconds: 2,
      },
      { name: 'b', outcome: 'failed', reason: 'measure did not settle within 20 ms' },
    ])
  })

  test('but comes late is closed when it comes', async () => {
    const { promise, resolve } = Promise.withResolvers<Backend>()
    const late = plainBackend('a')
    await selectBackend([{ ...provider('a'), create: () => promise }, provider('b')], { timeout })
    resolve(late)
    await expect.poll(() => isOpen(late)).toBe(false)
  })
})

/** A provider of the right backend, but for what `change` changes. */
function changed(change: (right: ReturnType<typeof plainDefinition>) => object): BackendProvider {
  return provider('a', HERE, () => {
    const right = plainDefinition('a')
    return defineBackend({ ...right, ...change(right) })
  })
}

describe('a fault of a provider, or of its backend, is told in words, and the next is taken', () => {
  const thrown = (error: unknown) => () => {
    throw error
  }
  const gives = (backend: unknown) => ({ ...provider('a'), create: async () => backend })
  const right = plainBackend('a')

  test.each<[string, unknown]>([
    ['no driver', { ...provider('a'), probe: thrown(new TypeError('no driver')) }],
    ['no driver', { ...provider('a'), probe: thrown('no driver') }],
    ['null was thrown', { ...provider('a'), probe: async () => thrown(null)() }],
    ['probe is undefined; it must be a function.', { name: 'a', create: right }],
    [
      'what probe gave is undefined; it must be an object, such as { available: true }.',
      { ...provider('a'), probe: async () => {} },
    ],
    [
      'what probe gave is true; it must be an object, such as { available: true }.',
      { ...provider('a'), probe: () => true },
    ],
    [
      'probe gave undefined for available; it must be true or false.',
      { ...provider('a'), probe: async () => ({}) },
    ],
    ['create is undefined; it must be a function.', { name: 'a', probe: async () => HERE }],
    ['no room', { ...provider('a'), create: thrown(new ArgumentError('no room')) }],
    ['what create gave is null; it must be an object, such as one that a provider creates.', gives(null)],
    ['what create gave.name is undefined; it must be a string, such as "cpu-js".', gives({})],
    ['what create gave.matmul is undefined; it must be a function.', gives({ ...right, matmul: undefined })],
    ['self-test: no scope', gives({ ...plainBackend('a'), scope: thrown(new ArgumentError('no scope')) })],
    ['self-test: no product', gives({ ...plainBackend('a'), matmul: thrown(new TypeError('no product')) })],
    [
      'self-test: no product; and when it was closed: no end',
      gives({
        ...plainBackend('a'),
        matmul: thrown(new Error('no product')),
        dispose: thrown(new Error('no end')),
      }),
    ],
  ])('%s', async (reason, broken) => {
    const { backend, trials } = await selectBackend([broken as BackendProvider, provider('b')])
    expect(backend.name).toBe('b')
    expect(trials[0]).toEqual({ name: 'a', outcome: 'failed', reason })
  })

  test('a probe that does not say why', async () => {
    const silent = { ...provider('a'), probe: async () => ({ available: false }) } as never
    const { trials } = await selectBackend([silent, provider('b')])
    expect(trials[0]).toEqual({ name: 'a', outcome: 'unavailable', reason: 'it does not say why' })
  })

  test('an ArgumentError of its own while it is measured', async () => {
    const wrong = gives({ ...plainBackend('a'), zeros: plainBackend('a').zeros }) as BackendProvider
    const measure = async (backend: Backend) => {
      if (backend.name === 'a') throw new ArgumentError('relu: no')
      return 1
    }
    const { backend, trials } = await selectBackend([wrong, provider('b')], { measure })
    expect(backend.name).toBe('b')
    expect(trials[0]).toEqual({ name: 'a', outcome: 'failed', reason: 'relu: no' })
  })
})

test.each<[string, unknown, unknown]>([
  ['providers is undefined; it must be an array of providers.', undefined, {}],
  ['providers is an Object; it must be an array of providers.', {}, {}],
  ['providers[1] is null; it must be an object, such as { name, probe, create }.', [provider('a'), null], {}],
  ['providers[0].name is 7; it must be a string, such as "cpu-js".', [{ ...provider('a'), name: 7 }], {}],
  ["options is null; it must be an object, such as { prefer: 'wasm' }.", [], null],
  ['options is the string "a"; it must be an object, such as { prefer: \'wasm\' }.', [], 'a'],
  ['prefer is 7; it must be a string, such as "a".', [provider('a')], { prefer: 7 }],
  ['prefer is null; it must be a string, such as "a".', [provider('a')], { prefer: ['a', null] }],
  ['require is null; it must be a string, such as "a".', [provider('a')], { require: null }],
  ['measure is 7; it must be a function.', [provider('a')], { measure: 7 }],
  ['timeout is NaN; it must be a number above 0.', [provider('a')], { timeout: Number.NaN }],
])('%s', async (message, providers, options) => {
  await expect(selectBackend(providers as never, options as never)).rejects.toThrow(
    new ArgumentError(message),
  )
})

test('findProvider refuses what is no name, and no list', () => {
  expect(() => findProvider([provider('a')], undefined as never)).toThrow(
    new ArgumentError('name is undefined; it must be a string, such as "a".'),
  )
  expect(() => findProvider([], undefined as never)).toThrow(
    new ArgumentError('name is undefined; it must be a string, such as "cpu-js".'),
  )
  expect(() => findProvider(null as never, 'a')).toThrow(ArgumentError)
})

test('a backend whose dispose cannot even be looked up is a failed trial', async () => {
  const hostile = Object.defineProperty({}, 'dispose', {
    get: () => {
      throw new Error('not even that')
    },
  })
  const hostileProvider = {
    name: 'hostile',
    probe: async () => ({ available: true }) as const,
    create: async () => hostile as Backend,
  }
  await expect(selectBackend([hostileProvider])).rejects.toThrow('and when it was closed: not even that')
})
