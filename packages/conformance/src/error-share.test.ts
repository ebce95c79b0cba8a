import { type BackendProvider, defineBackend } from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import type { ConformanceCase } from './case.ts'
import { runConformance } from './run.ts'

const definition = referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))

/** A backend whose matrix product is off by so much of itself. */
const offBy = (error: number): BackendProvider => ({
  name: 'off',
  probe: async () => ({ available: true }),
  create: async () => {
    const matmul: typeof definition.core.matmul = (a, b) =>
      definition.core.matmul(a, b).map((value) => value * (1 + error))
    return defineBackend({ ...definition, core: { ...definition.core, matmul } })
  },
})

const tile = { only: 'matmul › is right at the tile edge 7' }

test('a report tells the largest share of the bound, by case and by operation', async () => {
  const exact = await runConformance(offBy(0), tile)
  const off = await runConformance(offBy(2 ** -22), tile)
  const [right, worse] = [exact, off].map(({ operations }) => operations[0].errorShare ?? Number.NaN)
  expect(exact.operations).toMatchObject([{ op: 'matmul', passed: 1, failed: 0, skipped: 0, notRun: 0 }])
  expect(right).toBe(exact.results[0].errorShare)
  expect(right).toBeGreaterThan(0)
  expect(worse).toBeGreaterThan(right)
  expect(worse).toBeLessThanOrEqual(1)
})

test('an operation whose numbers must be exact has no share, nor has a case that failed', async () => {
  const { results, operations } = await runConformance(offBy(0), { only: 'relu › is right' })
  expect(results.length).toBeGreaterThan(3)
  expect(operations[0]).not.toHaveProperty('errorShare')
  const failed = await runConformance(offBy(2 ** -12), tile)
  expect(failed.results).toMatchObject([{ status: 'failed' }])
  expect(failed.results[0]).not.toHaveProperty('errorShare')
})

test('a case of your own tells its share, of which the largest counts', async () => {
  const cases: ConformanceCase[] = [0.5, 0.25].map((share) => ({
    op: 'x',
    title: `takes ${share}`,
    level: 'core',
    run: async ({ noteErrorShare }) => {
      noteErrorShare(share / 2)
      noteErrorShare(share)
      noteErrorShare(0)
    },
  }))
  const { results, operations } = await runConformance(offBy(0), { cases })
  expect(results.map(({ errorShare }) => errorShare)).toEqual([0.5, 0.25])
  expect(operations).toMatchObject([{ op: 'x', passed: 2, errorShare: 0.5 }])
})
