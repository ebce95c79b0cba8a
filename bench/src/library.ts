import type { Classification } from './classification.ts'
import type { Parameters, Problem } from './problem.ts'
import type { Work } from './work.ts'

/** One library on one device: a backend of ours, or a peer. */
export interface Library {
  readonly name: string
  readonly version: string
  /** What it does otherwise than the others, where its figures do not mean quite the same. */
  readonly differs?: string
  /** A network that it trains. Rejects where the library cannot run here. */
  readonly trainer?: (problem: Problem) => Promise<Trainer>
  /** One operation, over and over. */
  readonly operation?: (operation: Operation) => Promise<Calculation>
  /** A network that it trains to tell images apart, by Adam, through what its users call. */
  readonly classifier?: (task: Classification) => Promise<Classifier>
  /** Ends what it keeps running beside its work, a process of its own. */
  readonly close?: () => Promise<void>
}

/** One repetition is a training step: forward, the four gradients, and the update by stochastic gradient descent. */
export interface Trainer extends Work {
  /** The batch of the steps to come, in place of the problem's: n × m0 and n × m2, the same n. Milliseconds. */
  readonly load: (X: Float32Array, Y: Float32Array) => Promise<number>
  /** The network as it is now. */
  readonly parameters: () => Promise<Parameters>
  /** σ of the hidden layer, where it is not the derivation's. */
  readonly activation?: 'sigmoid'
}

/** A network that learns to tell images apart. */
export interface Classifier {
  /** Trains on the first `count` images, each once, in an order drawn anew. Milliseconds, from the first batch's gathering on. */
  readonly epoch: (count: number) => Promise<number>
  /** The share of the test images that it names right, 0 to 1. */
  readonly accuracy: () => Promise<number>
  readonly dispose: () => Promise<void>
}

/** One repetition is one operation, its result freed. */
export interface Calculation extends Work {
  readonly result: () => Promise<Float32Array>
}

/** An operation on given matrices. */
export interface Operation {
  readonly name: 'matmul' | 'relu' | 'hadamard' | 'add' | 'colsum'
  readonly operands: readonly Values[]
}

/** A matrix, row-major. */
export interface Values {
  readonly rows: number
  readonly cols: number
  readonly values: Float32Array
}
