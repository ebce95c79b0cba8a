import { expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { Availability, BackendProvider } from './provider.ts'
import { findProvider, selectBackend } from './select-backend.ts'
import { selfTest } from './self-test.ts'
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
      reason: 'self-test: 2 · sum(G, columns) should be [26, 400], but is [338, 10784]',
    },
    { name: 'c', outcome: 'chosen', reason: 'the first that works' },
    { name: 'd', outcome: 'not tried', reason: 'c comes first and works' },
  ])
})

test('a preferred one comes first, and others follow where it is missing', async () => {
  const providers = [provider('a'), absent('b'), provider('c')]
  expect((await selectBackend(providers, { prefer: 'c' })).backend.name).toBe('c')
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
    ['stuck', 'failed', expect.stringMatching(/^self-test: /u)],
    ['late', 'failed', 'matmul: the backend queue failed: the device is lost'],
    ['renamed', 'chosen', 'the first that works'],
  ])
})

test.each([Number.NaN, -1, undefined])(
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

test('where nothing works, all the reasons are told', async () => {
  await expect(selectBackend([absent('a'), liar()])).rejects.toThrow(
    new BackendUnavailableError(
      'No backend works here.\n  a: no such device\n  liar: self-test: 2 · sum(G, columns) should be [26, 400], but is [338, 10784]',
    ),
  )
  await expect(selectBackend([])).rejects.toThrow(BackendUnavailableError)
})

test('findProvider finds one by its name', () => {
  const providers = [provider('a'), provider('b')]
  expect(findProvider(providers, 'b')).toBe(providers[1])
})

test('the self-test passes a right backend and leaves nothing behind', async () => {
  const backend = plainBackend()
  expect(await selfTest(backend)).toBeUndefined()
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})
