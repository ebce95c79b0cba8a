import type { Encoding, Samples, Target } from 'bilayer'

/** How samples can be drawn: as points of a plane, as points of a curve, as pictures, or only as rows of a table. */
export type ProblemKind = 'plane' | 'curve' | 'pictures' | 'table'

/** Samples to learn, or to test by. */
export interface Part {
  readonly X: Samples
  /** What the network is to give, in its own units. */
  readonly Y: Samples
}

/** What a network is to learn. */
export interface Problem {
  readonly kind: ProblemKind
  readonly train: Part
  readonly test: Part
  readonly target: Target
  /** How a row of the file becomes numbers; undefined where samples are numbers as they are. */
  readonly encoding?: Encoding
  /** What goes into the network, in words. */
  readonly inputs: readonly string[]
}

/** Both parts, with what goes in and comes out. */
export type Parts = Pick<Problem, 'train' | 'test'>
