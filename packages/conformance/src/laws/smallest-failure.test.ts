import { type BackendProvider, defineBackend } from '@bilayer/core'
import { assert, expect, test } from 'vitest'
import { mutantProvider, mutants } from '../mutants/index.ts'
import { plain } from '../mutants/mutant.ts'
import { runConformance } from '../run.ts'

/** A backend whose Hadamard product is another. */
const wrongHadamard = (product: (a: number, b: number, i: number) => number): BackendProvider => ({
  name: 'wrong',
  probe: async () => ({ available: true }),
  create: async () => {
    const right = plain()
    const hadamard: typeof right.core.hadamard = (a, b) =>
      a.storage.map((value, i) => product(value, b.storage[i], i))
    return defineBackend({ ...right, core: { ...right.core, hadamard } })
  },
})

/** What the random case says of a backend. */
async function reasonOf(provider: BackendProvider, op: string): Promise<string> {
  const { results } = await runConformance(provider, { only: `${op} › is right for random` })
  expect(results).toMatchObject([{ status: 'failed' }])
  return results[0].reason ?? ''
}

test('what fails everywhere is made one element, of 1', async () => {
  const reason = await reasonOf(
    wrongHadamard((a, b) => a * b + 1),
    'hadamard',
  )
  expect(reason).toContain('element (0, 0) is 2; it should be 1, exactly that (a 1 × 1 of 1; b 1 × 1 of 1)')
})

test('a fault of a kind of numbers keeps one of that kind', async () => {
  const reason = await reasonOf(
    wrongHadamard((a, b) => (a < 0 ? -a : a) * b),
    'hadamard',
  )
  expect(reason).toContain('(a 1 × 1 of -1; b 1 × 1 of 1)')
})

test('a fault of a place keeps the least of its shape', async () => {
  const reason = await reasonOf(
    wrongHadamard((a, b, i) => (i === 2 ? 7 : a * b)),
    'hadamard',
  )
  expect(reason).toMatch(/\((?:a 1 × 3 of 1, 1, 1; b 1 × 3|a 3 × 1 of 1, 1, 1; b 3 × 1) of 1, 1, 1\)/u)
})

test('the same seed leads to the same example', async () => {
  const mutant = mutants.find(({ fault }) => fault === 'matmul drops the last term of an odd inner dimension')
  assert(mutant)
  const provider = mutantProvider(mutant)
  const [first, second] = [await reasonOf(provider, 'matmul'), await reasonOf(provider, 'matmul')]
  expect(first).toMatch(/\(a \d+ × \d+.*; b \d+ × \d+.*\)\nfound at random and made smaller/u)
  expect(second).toBe(first)
})

test('a backend that is broken for good is no reason to look for smaller numbers', async () => {
  let products = 0
  const broken = wrongHadamard(() => {
    products++
    throw new TypeError('no device')
  })
  expect(await reasonOf(broken, 'hadamard')).toContain('no device')
  // fast-check alone: three sizes and three views.
  expect(products).toBeLessThan(100)
})
