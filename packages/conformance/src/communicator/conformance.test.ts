import { ArgumentError, localCommunicator } from '@bilayer/core'
import { expect, test } from 'vitest'
import { runCommunicatorConformance } from './run.ts'
import { runInOneThread } from './testing/run-in-one-thread.ts'

test.each([1, 2, 3, 5])('communicators of ports conform with %i ranks in one thread', async (size) => {
  const { results, skipped } = await runInOneThread(size)
  expect(results.filter(({ status }) => status === 'failed')).toEqual([])
  expect(skipped === 0).toBe(size > 1)
})

test('the local communicator conforms', async () => {
  const { results } = await runCommunicatorConformance(localCommunicator(), async () => localCommunicator())
  expect(results.filter(({ status }) => status === 'failed')).toEqual([])
})

test.each([
  ['timeout is 0; it must be', { timeout: 0 }],
  ['seed is -1; it must be', { seed: -1 }],
  ['No case holds "sorting" in its name', { only: 'sorting' }],
])('%s', async (told, options) => {
  const refused = runCommunicatorConformance(localCommunicator(), async () => localCommunicator(), options)
  await expect(refused).rejects.toThrow(ArgumentError)
  await expect(refused).rejects.toThrow(told)
})
