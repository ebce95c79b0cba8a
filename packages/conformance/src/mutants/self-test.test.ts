import { type Backend, selfTest, within } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { mutants } from './index.ts'
import { variants } from './variants.ts'

/** What the self-test says of a backend; one that hangs is given up, as a selection would. */
const verdictOn = (create: () => Backend): Promise<string | undefined> =>
  within(
    1500,
    () => selfTest(create()),
    () => new Error('late'),
  ).catch(String)

describe('the self-test passes a backend that', () => {
  test.each(variants.map(({ way, create }) => [way, create] as const))('%s', async (_, create) => {
    expect(await selfTest(create())).toBeUndefined()
  })
})

/** More than half: special values, closing, and sizes beyond its own are left to the suite. */
test('the self-test catches 61 mutants', async () => {
  const caught: string[] = []
  for (const { fault, create } of mutants) {
    if ((await verdictOn(create)) !== undefined) caught.push(fault)
  }
  expect(caught.length).toBeGreaterThanOrEqual(61)
  expect(caught).toContain('affineRelu forgets relu')
  expect(caught).toContain('matmul fails inside above 64 rows, says nothing and gives zeros')
})
