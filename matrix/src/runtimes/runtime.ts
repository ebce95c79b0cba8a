import type { Report, Untested } from '@bilayer/conformance'

/** Something that runs JavaScript. */
export interface Runtime {
  /** How it is named on the command line and in the results. */
  readonly name: string
  /** How people name it. */
  readonly title: string
  /** Makes it ready. Rejects, with the reason, where it cannot be had here. The signal ends it, and what runs in it. */
  readonly open: (signal: AbortSignal) => Promise<OpenRuntime>
}

/** A runtime that is there. */
export interface OpenRuntime extends AsyncDisposable {
  /** As it tells itself. */
  readonly version: string
  /**
   * Runs the cases whose names hold `only` on a backend. Rejects, with the reason, where the runtime does not come to an end
   * with them.
   */
  readonly prove: (backend: string, only: string) => Promise<Report | Untested>
}

/** Milliseconds that the whole suite may take on one backend. */
export const LONGEST_SUITE = 15 * 60_000
