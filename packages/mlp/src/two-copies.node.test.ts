import { float64Backend } from '@bilayer/core/reference'
import { beforeAll, expect, test, vi } from 'vitest'
import { forward, initialise } from './index.ts'

/** The package and its core once more. */
let other: typeof import('./index.ts') & typeof import('@bilayer/core/reference')

beforeAll(async () => {
  vi.resetModules()
  other = { ...(await import('./index.ts')), ...(await import('@bilayer/core/reference')) }
})

test('a network, or samples, of another copy of core are told as what they are', () => {
  const backend = float64Backend()
  const network = initialise(backend, [2, 1], 0)
  const theirs = other.float64Backend()
  const X = theirs.zeros(2, 4)
  expect(() => forward(other.initialise(theirs, [2, 1], 0), backend.zeros(2, 4))).toThrow(
    'network[0].W is a Matrix (1 × 2) that another copy of @bilayer/core made.',
  )
  expect(() => forward(network, X)).toThrow('X is a Matrix (2 × 4) that another copy of @bilayer/core made.')
})
