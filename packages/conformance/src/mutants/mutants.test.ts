import { type BackendProvider, defineBackend } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { caseName } from '../case.ts'
import { runConformance } from '../run.ts'
import { mutantProvider, mutants } from './index.ts'
import { plain } from './mutant.ts'
import { variants } from './variants.ts'

/** The name of the case that fails first. */
const firstToFail = async (provider: BackendProvider): Promise<string | undefined> => {
  const { results } = await runConformance(provider, { bail: true, timeout: 5000 })
  const caught = results.find(({ status }) => status === 'failed')
  return caught && caseName(caught)
}

test('the suite passes the backend that the mutants are made of, and skips nothing', async () => {
  const { results, failed, skipped } = await runConformance(
    mutantProvider({ fault: 'none', create: () => defineBackend(plain()) }),
  )
  expect({ failed, skipped }).toEqual({ failed: 0, skipped: 0 })
  expect(results.length).toBeGreaterThan(650)
})

describe('the suite passes a backend that', () => {
  test.each(variants.map(({ way, create }) => [way, create] as const))('%s', async (way, create) => {
    const { results } = await runConformance(mutantProvider({ fault: way, create }))
    expect(results.filter(({ status }) => status === 'failed')).toEqual([])
  })
})

describe('the suite catches a backend in which', () => {
  test.each(mutants.map((each) => [each.fault, each] as const))('%s', async (_, each) => {
    const caught = await firstToFail(mutantProvider(each))
    expect(caught).toBeDefined()
    expect(`caught by: ${caught}`).toMatchSnapshot()
  })
})

test('there are at least thirty mutants, each with a fault of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30)
  expect(new Set(mutants.map(({ fault }) => fault)).size).toBe(mutants.length)
})
