import type { RandomState } from './random.ts'

/*
 * What is stored of a network and of its training: plain values, which the trainer makes and files keep.
 */

/** One parameter of a network, off its backend. */
export interface Parameter {
  /** `W1`, `b1`, `W2`, … */
  readonly name: string
  readonly rows: number
  readonly cols: number
  /** rows × cols numbers, row-major. */
  readonly values: Float32Array
}

/** How far a training is, beside what is on the backend. */
export interface Course {
  /** The epoch under way: 1 for the first. */
  readonly epoch: number
  /** Batches of that epoch that were trained on. */
  readonly batch: number
  /** Samples of that epoch that were trained on. */
  readonly samples: number
  /** Samples that were trained on since the start. */
  readonly seen: number
  /** Steps since the optimiser began. */
  readonly steps: number
  /** The mean loss of each finished epoch. */
  readonly losses: readonly number[]
  /** Numbers that add up to the losses of the epoch's samples, of a training that is not under way; none before the first batch. */
  readonly total: readonly number[]
  /** The generator at the beginning of the epoch. */
  readonly random: RandomState
}

/** All that a training needs to go on as if it had not been interrupted: plain values, to store. */
export interface Checkpoint extends Course {
  readonly parameters: readonly Parameter[]
  /** The optimiser's name. */
  readonly optimiser: string
  /** What the optimiser keeps: for each of its names a matrix of each parameter, in their order. */
  readonly kept: readonly Parameter[]
}
