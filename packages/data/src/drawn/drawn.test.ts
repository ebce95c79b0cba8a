import { describe, expect, test } from 'vitest'
import { curveNames, curveSamples, planeNames, planeSamples } from '../index.ts'
import { curves } from './curve.ts'

describe.each(planeNames)('%s', (name) => {
  test('has points of two classes in turn, one data set for one seed', () => {
    const { X, Y } = planeSamples(name, { count: 200, seed: 3 })
    expect([X.count, X.size, Y.count, Y.size]).toEqual([200, 2, 200, 1])
    expect([...Y.values.subarray(0, 4)]).toEqual([0, 1, 0, 1])
    expect(planeSamples(name, { count: 200, seed: 3 })).toEqual({ X, Y })
    expect(planeSamples(name, { count: 200, seed: 4 }).X).not.toEqual(X)
  })

  test('is moved by noise', () => {
    const [still, moved] = [0, 0.5].map(
      (noise) => planeSamples(name, { count: 500, noise, seed: 1 }).X.values,
    )
    expect(spread(moved)).toBeGreaterThan(spread(still))
  })
})

test('circles have one class within the other', () => {
  const { X, Y } = planeSamples('circles', { count: 400 })
  for (let i = 0; i < X.count; i++) {
    const radius = Math.hypot(X.values[2 * i], X.values[2 * i + 1])
    expect(radius > 0.6).toBe(Y.values[i] === 1)
  }
})

test('xor has its classes across from each other', () => {
  const { X, Y } = planeSamples('xor', { count: 400 })
  for (let i = 0; i < X.count; i++) expect(X.values[2 * i] * X.values[2 * i + 1] < 0).toBe(Y.values[i] === 1)
})

test.each(curveNames)('%s is its curve where there is no noise', (name) => {
  const { X, Y } = curveSamples(name, { count: 50, seed: 2 })
  for (let i = 0; i < X.count; i++) expect(Y.values[i]).toBeCloseTo(curves[name](X.values[i]), 5)
  expect(Math.min(...X.values)).toBeGreaterThanOrEqual(-1)
  expect(Math.max(...X.values)).toBeLessThan(1)
})

/** The mean square. */
const spread = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value ** 2, 0) / values.length
