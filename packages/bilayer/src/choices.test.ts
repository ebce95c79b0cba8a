import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ChooseOptions, selectBackend } from './index.ts'

const store = vi.hoisted(() => ({ text: undefined as string | undefined, full: false }))

vi.mock('#store', () => ({
  readText: () => store.text,
  writeText: (text: string) => {
    if (store.full) throw new Error('The disk is full.')
    store.text = text
  },
  machine: () => 'a machine',
}))

const workload = { layers: [8, 4, 2], batch: 4 }

const select = async (options: Partial<ChooseOptions> = {}) => {
  const { backend, trials } = await selectBackend({ workload, budget: 20, ...options })
  await backend.dispose()
  return trials
}

const chosenReason = (trials: Awaited<ReturnType<typeof select>>) =>
  trials.find(({ outcome }) => outcome === 'chosen')?.reason

beforeEach(() => {
  store.text = undefined
  store.full = false
})

afterEach(() => {
  vi.useRealTimers()
})

test('what was measured is used again, with its table and its date', async () => {
  const measured = await select()
  const again = await select()
  const today = new Date().toISOString().slice(0, 10)
  expect(chosenReason(measured)).toBe('the fastest of those that work')
  expect(chosenReason(again)).toBe(`the fastest when they were measured, on ${today}`)
  expect(again.map(({ milliseconds }) => milliseconds)).toEqual(
    measured.map(({ milliseconds }) => milliseconds),
  )
})

test('another workload is measured for itself', async () => {
  await select()
  const other = await select({ workload: { ...workload, batch: 5 } })
  expect(chosenReason(other)).toBe('the fastest of those that work')
  expect(Object.keys(JSON.parse(store.text ?? '') as object)).toHaveLength(2)
})

test('after thirty days it is measured anew', async () => {
  await select()
  vi.useFakeTimers({ now: Date.now() + 31 * 86_400_000, toFake: ['Date'] })
  expect(chosenReason(await select())).toBe('the fastest of those that work')
})

test('remember: false neither reads nor writes, and anew writes alone', async () => {
  await select({ remember: false })
  expect(store.text).toBeUndefined()
  await select({ remember: 'anew' })
  const first = store.text
  expect(chosenReason(await select({ remember: 'anew' }))).toBe('the fastest of those that work')
  expect(store.text).not.toBe(first)
})

test('a backend that no longer works is not taken: it is measured anew', async () => {
  await select()
  store.text = store.text?.replaceAll(
    /"name":"[a-z-]+","outcome":"chosen"/gu,
    '"name":"gone","outcome":"chosen"',
  )
  expect(chosenReason(await select())).toBe('the fastest of those that work')
})

test.each([
  '',
  'no JSON',
  '[]',
  '{"x":{"measured":"yesterday","trials":[]}}',
  '{"x":{"trials":"none"}}',
  '{"__proto__":{}}',
])('what is none of ours counts as nothing: %s', async (text) => {
  store.text = text
  expect(chosenReason(await select())).toBe('the fastest of those that work')
})

test('a store that takes nothing does not hinder', async () => {
  store.full = true
  expect(chosenReason(await select())).toBe('the fastest of those that work')
})

test('no more than one hundred are kept', async () => {
  const entry = { measured: new Date().toISOString(), trials: [] }
  store.text = JSON.stringify(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`key ${i}`, entry])))
  await select()
  const keys = Object.keys(JSON.parse(store.text) as object)
  expect(keys).toHaveLength(100)
  expect(keys.at(-1)).toContain('8-4-2, batch 4')
})
