import { type Backend, type BackendProvider, defineBackend } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { caseName, runConformance } from '../run.ts'
import { mutants, plain } from './mutants.ts'

const providerOf = (create: () => Backend): BackendProvider => ({
  name: 'mutant',
  probe: async () => ({ available: true }),
  create: async () => create(),
})

/** The cases that fail, up to the first. */
const caughtBy = async (create: () => Backend) => {
  const { results } = await runConformance(providerOf(create), { bail: true, timeout: 1500 })
  return results.filter(({ status }) => status === 'failed')
}

test('the suite passes the backend that the mutants are made of', async () => {
  const { failed, skipped, passed } = await runConformance(providerOf(() => defineBackend(plain())))
  expect({ failed, skipped }).toEqual({ failed: 0, skipped: 0 })
  expect(passed).toBeGreaterThan(600)
})

describe('the suite catches a backend in which', () => {
  test.each(mutants)('$fault', async ({ create }) => {
    const [caught] = await caughtBy(create)
    expect(caught?.status).toBe('failed')
    expect(`caught by: ${caseName(caught)}`).toMatchSnapshot()
  })
})

test('there are at least thirty mutants, each with a fault of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30)
  expect(new Set(mutants.map(({ fault }) => fault)).size).toBe(mutants.length)
})
