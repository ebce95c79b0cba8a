import { setImmediate } from 'node:timers/promises'
import { type BackendProvider, type Communicator, defineBackend } from '@bilayer/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runInOneThread } from './communicator/testing/run-in-one-thread.ts'
import { plain } from './mutants/mutant.ts'
import { runConformance } from './run.ts'

/** What would end a process: a rejection that nobody handled. */
const unhandled = vi.fn<(reason: unknown) => void>()

beforeEach(() => {
  unhandled.mockClear()
  process.on('unhandledRejection', unhandled)
})

afterEach(() => {
  process.off('unhandledRejection', unhandled)
})

/** A backend on which everything that is waited for fails. */
const lost: BackendProvider = {
  name: 'lost',
  probe: async () => ({ available: true }),
  create: async () => {
    const { storage, ...rest } = plain()
    const fail = () => Promise.reject(new Error('the device is lost'))
    return defineBackend({ ...rest, storage: { ...storage, read: fail, sync: fail } })
  },
}

test('a read that fails beside a sync is told once, and ends no process', async () => {
  const { results } = await runConformance(lost, { only: 'sync › waits for a long queue' })
  await setImmediate()
  expect(results.map(({ status }) => status)).toEqual(['failed'])
  expect(unhandled).not.toHaveBeenCalled()
})

test.each<[string, (right: Communicator) => Partial<Communicator>]>([
  ['of a rank that leaves', () => ({ allReduceSum: async () => {} })],
  ['of a first rank that left', () => ({ close: () => Promise.reject(new Error('it does not close')) })],
  ['waits for what is on its way', () => ({ allReduceSum: () => Promise.reject(new Error('no sum')) })],
  [
    'of a wrong argument',
    () => ({
      allReduceSum: () => new Promise(() => {}),
      broadcast: () => Promise.reject(new Error('no bytes')),
    }),
  ],
])('a communicator that fails the case %s is told of, and ends no process', async (only, change) => {
  const { results } = await runInOneThread(2, { only, timeout: 200 }, (right) => ({
    ...right,
    ...change(right),
  }))
  await setImmediate()
  expect(results.map(({ status }) => status)).toEqual(['failed'])
  expect(unhandled).not.toHaveBeenCalled()
})
