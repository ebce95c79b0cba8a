import type { Random } from '@bilayer/core'

/** A mishap that is brought about again and again, each time at a random moment. */
export interface Fault {
  readonly name: string
  readonly description: string
  /** A command to run it under, where it needs rights of its own. */
  readonly under?: readonly string[]
  /** The most milliseconds that a user may wait for an error, where another program's part in it takes more than a second. */
  readonly patience?: number
  /** Sets up what all strikes need. Rejects with `UnavailableHereError` where it cannot be brought about. */
  readonly prepare: () => Promise<Striker>
}

export interface Striker {
  /** Brings the mishap about once, and looks at what comes of it. */
  readonly strike: (random: Random) => Promise<Strike>
  readonly close: () => Promise<void>
}

/** What came of one mishap. */
export interface Strike {
  /** What the user got: an error, or a file that is whole, the old one or the new. */
  readonly outcome: 'error' | 'whole file'
  /** From the mishap until then, where its moment is known. */
  readonly milliseconds?: number
  /** What should not have been. */
  readonly wrong: readonly string[]
}

/** A mishap that cannot be brought about on this machine. The message says what it would take. */
export class UnavailableHereError extends Error {
  override readonly name = 'UnavailableHereError'
}
