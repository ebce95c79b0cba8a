import { type Backend, type BackendProvider, defineBackend } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { caseName } from '../case.ts'
import { runConformance } from '../run.ts'
import { mutants } from './index.ts'
import { plain } from './mutant.ts'
import { variants } from './variants.ts'

const providerOf = (create: () => Backend): BackendProvider => ({
  name: 'mutant',
  probe: async () => ({ available: true }),
  create: async () => create(),
})

/** The name of the case that fails first. */
const firstToFail = async (create: () => Backend): Promise<string | undefined> => {
  const { results } = await runConformance(providerOf(create), { bail: true, timeout: 1500 })
  const caught = results.find(({ status }) => status === 'failed')
  return caught && caseName(caught)
}

test('the suite passes the backend that the mutants are made of, and skips nothing', async () => {
  const { results, failed, skipped } = await runConformance(providerOf(() => defineBackend(plain())))
  expect({ failed, skipped }).toEqual({ failed: 0, skipped: 0 })
  expect(results.length).toBeGreaterThan(650)
})

describe('the suite passes a backend that', () => {
  test.each(variants.map(({ way, create }) => [way, create] as const))('%s', async (_, create) => {
    const { results } = await runConformance(providerOf(create))
    expect(results.filter(({ status }) => status === 'failed')).toEqual([])
  })
})

describe('the suite catches a backend in which', () => {
  test.each(mutants.map(({ fault, create }) => [fault, create] as const))('%s', async (_, create) => {
    const caught = await firstToFail(create)
    expect(caught).toBeDefined()
    expect(`caught by: ${caught}`).toMatchSnapshot()
  })
})

test('there are at least thirty mutants, each with a fault of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30)
  expect(new Set(mutants.map(({ fault }) => fault)).size).toBe(mutants.length)
})
