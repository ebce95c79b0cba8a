import { describe, expect, test } from 'vitest'
import { caseName } from '../case.ts'
import { runInOneThread } from '../communicator/testing/run-in-one-thread.ts'
import { communicatorMutants } from './communicators.ts'

describe('the suite catches a communicator in which', () => {
  test.each(communicatorMutants.map(({ fault, change }) => [fault, change] as const))(
    '%s',
    async (_, change) => {
      const { results } = await runInOneThread(3, { bail: true, timeout: 5000 }, change)
      const caught = results.find(({ status }) => status === 'failed')
      expect(caught && caseName(caught)).toMatchSnapshot()
      expect(caught).toBeDefined()
    },
  )
})

test('each mutant has a fault of its own', () => {
  expect(new Set(communicatorMutants.map(({ fault }) => fault)).size).toBe(communicatorMutants.length)
})
