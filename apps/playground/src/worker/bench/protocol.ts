import type { CaseResult, Report, Untested } from '@bilayer/conformance'
import type { BackendName } from '../../state/settings.ts'

/* What the page and the worker that proves and measures backends say to each other. It is ended, and started anew, as need be. */

/** What the page may ask for; one at a time. */
export interface BenchCalls {
  /** What the suite has: its operations, and the faults of the backends that are wrong on purpose. */
  readonly suite: () => SuiteFacts
  /** Runs the suite on one subject after another. */
  readonly prove: (subjects: readonly Subject[]) => readonly (Report | Untested)[]
  /** Times training steps of every size on every backend. */
  readonly measure: (backends: readonly BackendName[], sizes: readonly Size[]) => void
  /** Ends what runs, between two cases or steps: it resolves with what there is. */
  readonly stop: () => void
}

/** Both sides of this worker. */
export interface BenchProtocol {
  readonly calls: BenchCalls
  readonly event: BenchEvent
}

/** What the worker tells unasked. */
export type BenchEvent =
  | { readonly kind: 'case'; readonly progress: ProofProgress }
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'measuring'; readonly backend: BackendName; readonly size: number }

/** What is proved: a backend of ours, or one of the suite's that are wrong on purpose, by its fault. */
export type Subject =
  | { readonly kind: 'backend'; readonly name: BackendName }
  | { readonly kind: 'mutant'; readonly name: string }

/** What there is to run. */
export interface SuiteFacts {
  readonly operations: readonly OperationPlan[]
  readonly mutants: readonly string[]
}

/** An operation, and how many cases are about it. */
export interface OperationPlan {
  readonly op: string
  readonly cases: number
}

/** How far the suite is with a subject. */
export interface ProofProgress {
  readonly subject: string
  /** The case at hand; undefined once all are done. */
  readonly now: string | undefined
  /** Rows that came since the last time. */
  readonly results: readonly CaseResult[]
}

/** The training that is timed. */
export interface Size {
  readonly layers: readonly number[]
  readonly batch: number
}

/** What was measured of one size on one backend. */
export interface Measurement {
  readonly backend: BackendName
  /** The place of the size in the list. */
  readonly size: number
  /** The median time of a step; undefined where it was not taken. */
  readonly milliseconds?: number
  /** Why it was not. */
  readonly note?: string
}
