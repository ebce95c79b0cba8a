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

/** A busy machine may have no time for a whole step. */
const MEASURED = /^the fastest of those that work/u

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
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 30, 23, 59), toFake: ['Date'] })
  const measured = await select()
  const again = await select()
  expect(chosenReason(measured)).toMatch(MEASURED)
  expect(chosenReason(again)).toBe('the fastest when they were measured, on 2026-11-30')
  expect(again.map(({ milliseconds }) => milliseconds)).toEqual(
    measured.map(({ milliseconds }) => milliseconds),
  )
})

test('another workload is measured for itself', async () => {
  await select()
  const other = await select({ workload: { ...workload, batch: 5 } })
  expect(chosenReason(other)).toMatch(MEASURED)
  expect(Object.keys(JSON.parse(store.text ?? '') as object)).toHaveLength(2)
})

test.each(['2999-01-01T00:00:00.000Z', '2026-99-99T00:00:00.000Z'])(
  'the date %s is none that is kept',
  async (date) => {
    await select()
    store.text = store.text?.replaceAll(/"measured":"[^"]*"/gu, `"measured":"${date}"`)
    expect(chosenReason(await select())).toMatch(MEASURED)
  },
)

test.each(['-1', '1e999', '"7"', 'null'])('a time of %s milliseconds is none', async (time) => {
  await select()
  store.text = store.text?.replaceAll(/"milliseconds":[^,}]*/gu, `"milliseconds":${time}`)
  expect(chosenReason(await select())).toMatch(MEASURED)
})

test('after thirty days it is measured anew', async () => {
  await select()
  vi.useFakeTimers({ now: Date.now() + 31 * 86_400_000, toFake: ['Date'] })
  expect(chosenReason(await select())).toMatch(MEASURED)
})

test('remember: false neither reads nor writes, and anew writes alone', async () => {
  await select({ remember: false })
  expect(store.text).toBeUndefined()
  await select({ remember: 'anew' })
  const first = store.text
  expect(chosenReason(await select({ remember: 'anew' }))).toMatch(MEASURED)
  expect(store.text).not.toBe(first)
})

test('a backend that no longer works is not taken: it is measured anew', async () => {
  await select()
  store.text = store.text?.replaceAll(
    /"name":"[a-z-]+","outcome":"chosen"/gu,
    '"name":"gone","outcome":"chosen"',
  )
  expect(chosenReason(await select())).toMatch(MEASURED)
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
  expect(chosenReason(await select())).toMatch(MEASURED)
})

test('a store that takes nothing does not hinder', async () => {
  store.full = true
  expect(chosenReason(await select())).toMatch(MEASURED)
})

test('no more than one hundred are kept', async () => {
  const entry = { measured: new Date().toISOString(), trials: [] }
  store.text = JSON.stringify(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`key ${i}`, entry])))
  await select()
  const keys = Object.keys(JSON.parse(store.text) as object)
  expect(keys).toHaveLength(100)
  expect(keys.at(-1)).toContain('8-4-2, batch 4')
})
