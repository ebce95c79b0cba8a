import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ArgumentError } from './errors.ts'
import { within } from './within.ts'

const late = () => new Error('too late')

/** What a promise rejected with. */
const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('what settles in time is passed on, and no timer is left', async () => {
  expect(await within(10, async () => 3, late)).toBe(3)
  expect(await within(10, () => 3, late)).toBe(3)
  await expect(within(10, () => Promise.reject(new Error('no')), late)).rejects.toThrow('no')
  expect(vi.getTimerCount()).toBe(0)
})

test('work that throws at once rejects', async () => {
  const work = () => {
    throw new Error('at once')
  }
  await expect(within(10, work, late)).rejects.toThrow('at once')
  expect(vi.getTimerCount()).toBe(0)
})

test('work that never settles is given up', async () => {
  const end = rejection(within(10, () => new Promise(() => {}), late))
  await vi.advanceTimersByTimeAsync(10)
  expect(await end).toEqual(late())
})

test('what arrives late is handed over, and what happens to it then concerns nobody', async () => {
  const arrived: unknown[] = []
  const abandon = (result: unknown) => {
    arrived.push(result)
    return Promise.reject(new Error('cannot be freed'))
  }
  const [first, second] = [Promise.withResolvers(), Promise.withResolvers()]
  const ends = [first, second].map(({ promise }) => rejection(within(10, () => promise, late, abandon)))
  await vi.advanceTimersByTimeAsync(10)
  expect(await Promise.all(ends)).toEqual([late(), late()])
  first.resolve('late')
  second.reject(new Error('late, and no'))
  await vi.advanceTimersByTimeAsync(10)
  expect(arrived).toEqual(['late'])
})

test('what arrives in time is not handed over', async () => {
  const arrived: unknown[] = []
  await within(
    10,
    async () => 3,
    late,
    (result) => arrived.push(result),
  )
  await vi.advanceTimersByTimeAsync(20)
  expect(arrived).toEqual([])
})

test('a time that is longer than timers take is not over at once', async () => {
  const { promise, resolve } = Promise.withResolvers()
  const end = within(1e12, () => promise, late)
  await vi.advanceTimersByTimeAsync(50)
  resolve('done')
  expect(await end).toBe('done')
})

test('a host without timers waits', async () => {
  const { promise, resolve } = Promise.withResolvers()
  const { setTimeout } = globalThis
  for (const timer of ['setTimeout', 'clearTimeout']) Reflect.deleteProperty(globalThis, timer)
  const end = within(10, () => promise, late)
  setTimeout(resolve, 20, 'done')
  await vi.advanceTimersByTimeAsync(20)
  expect(await end).toBe('done')
})

test.each([
  ['milliseconds', [0, () => 1, late]],
  ['milliseconds', [Number.NaN, () => 1, late]],
  ['milliseconds', ['10', () => 1, late]],
  ['work', [10, Promise.resolve(), late]],
  ['late', [10, () => 1, 'too late']],
  ['abandon', [10, () => 1, late, null]],
])('a wrong %s is refused', async (name, wrong) => {
  const refused = within(...(wrong as unknown as Parameters<typeof within>))
  await expect(refused).rejects.toBeInstanceOf(ArgumentError)
  await expect(refused).rejects.toThrow(new RegExp(`^${name} is `, 'u'))
})
