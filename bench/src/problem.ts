import { createRandom } from '@bilayer/core'

/** The sizes of a two-layer network, and n. */
export type Size = readonly [m0: number, m1: number, m2: number, n: number]

/** The sizes that are measured, smallest first. */
export const sizes: readonly Size[] = [
  [64, 64, 1, 32],
  [784, 128, 10, 64],
  [784, 512, 10, 256],
  [1024, 1024, 1024, 512],
]

export const LEARNING_RATE = 0.01

/** W1, m1 × m0; b1, m1; W2, m2 × m1; b2, m2: row-major. */
export interface Parameters {
  readonly W1: Float32Array
  readonly b1: Float32Array
  readonly W2: Float32Array
  readonly b2: Float32Array
}

export const parametersOf = ([W1, b1, W2, b2]: readonly Float32Array[]): Parameters => ({ W1, b1, W2, b2 })

/** One network and one batch, the same numbers for every library. Samples are rows, row-major. */
export interface Problem extends Parameters {
  readonly size: Size
  readonly learningRate: number
  readonly X: Float32Array
  readonly Y: Float32Array
}

/** `length` numbers, evenly spread between −limit and limit; the same ones for the same seed. */
export function uniform(length: number, limit: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => limit * (2 * random.uniform() - 1))
}

export const createProblem = ([m0, m1, m2, n]: Size): Problem => ({
  size: [m0, m1, m2, n],
  learningRate: LEARNING_RATE,
  W1: uniform(m1 * m0, Math.sqrt(6 / m0), 1),
  b1: uniform(m1, 0.1, 2),
  W2: uniform(m2 * m1, Math.sqrt(6 / m1), 3),
  b2: uniform(m2, 0.1, 4),
  X: uniform(n * m0, 1, 5),
  Y: uniform(n * m2, 1, 6),
})

/** Floating-point operations of the matrix products of one step: forward, ∂ℓ/∂W1, ∂ℓ/∂W2 and V. */
export const operationsOf = ([m0, m1, m2, n]: Size): number => 2 * n * (2 * m0 * m1 + 3 * m1 * m2)
