import { BackendFailedError, defineBackend } from '@bilayer/core'
import { float64Backend, referenceDefinition } from '@bilayer/core/reference'
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

test('a network that has no room is refused before a number is drawn, and leaves nothing behind', () => {
  let drawn = 0
  const definition = referenceDefinition('small', (length) => {
    if (length > 1000) throw new Error('no room')
    return new Float64Array(length)
  })
  const upload: typeof definition.storage.upload = (data, rows, cols) => {
    drawn += data.filter((value) => value !== 0).length
    return definition.storage.upload(data, rows, cols)
  }
  const backend = defineBackend({ ...definition, storage: { ...definition.storage, upload } })
  expect(() => initialise(backend, [10, 90, 12], 0)).toThrow(BackendFailedError)
  expect(drawn).toBe(0)
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
  initialise(backend, [10, 90, 2], 0)
  expect(drawn).toBe(900 + 180)
  expect(backend.memory().matrices).toBe(4)
})
