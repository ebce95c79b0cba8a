import type { Problem } from './problem.ts'

/** One library on one device. */
export interface Contender {
  readonly name: string
  readonly version: string
  readonly prepare: (problem: Problem) => Promise<Trainer>
}

/** A network that a contender trains. */
export interface Trainer {
  /** Forward, the four gradients, and the update by stochastic gradient descent; settles when it is done. */
  readonly step: () => Promise<void>
  /** W1, row-major m1 × m0, as it is now: to hold contenders against each other. */
  readonly weights: () => Promise<Float32Array>
  readonly dispose: () => Promise<void>
}
