import type { Communicator } from '@bilayer/core'

/** What a case works with, on one rank. */
export interface RankContext {
  /** The communicator under test. */
  readonly communicator: Communicator
  /** Every random choice follows from it, and so every rank knows what the others give. */
  readonly seed: number
  /** Resolves once every rank is here, however wrong the communicator under test is. */
  readonly meet: () => Promise<void>
  /** Throws unless every rank has these bits. */
  readonly expectSameBits: (what: string, values: Float32Array) => Promise<void>
}

/** One fact about a communicator. Every rank runs it at once; `run` rejects, with words for people, where it does not hold. */
export interface CommunicatorCase {
  /** The method or law that it is about. */
  readonly op: string
  /** The fact, in the present tense. */
  readonly title: string
  /** How many ranks there must be for it to say anything; 1 unless given. */
  readonly ranks?: number
  /** Whether it leaves behind a communicator that is closed or has failed; the next case then gets another. */
  readonly ends?: true
  readonly run: (context: RankContext) => Promise<void>
}
