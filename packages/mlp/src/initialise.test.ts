import { float64Backend } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { initialise } from './initialise.ts'

test.each([
  { scheme: 'he' as const, limit: Math.sqrt(6 / 400) },
  { scheme: 'glorot' as const, limit: Math.sqrt(6 / 500) },
])('$scheme draws uniformly within its limit', async ({ scheme, limit }) => {
  const [{ W, b }] = initialise(float64Backend(), [400, 100], 1, scheme)
  const weights = await W.read()
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const variance = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length
  expect(largest).toBeLessThanOrEqual(limit)
  expect(largest).toBeGreaterThan(0.999 * limit)
  expect(variance / (limit * limit)).toBeCloseTo(1 / 3, 2)
  expect((await b.read()).every((value) => value === 0)).toBe(true)
})

test('one seed gives the numbers it gave on every platform', async () => {
  const [{ W }] = initialise(float64Backend(), [2, 2], 42)
  expect(await W.read()).toMatchInlineSnapshot(`
    Float32Array [
      0.5563892126083374,
      -1.292525291442871,
      -1.3451038599014282,
      1.09098219871521,
    ]
  `)
})

test('an unknown initialisation is refused', () => {
  expect(() => initialise(float64Backend(), [2, 2], 0, 'toString' as never)).toThrow(
    'initialisation is the string "toString"; it must be one of: he, glorot.',
  )
})
