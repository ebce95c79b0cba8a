import type { CompleteOptions } from '../options.ts'
import type { CaseResult, Subject } from '../result.ts'
import type { Modules } from './modules.ts'

/** What the parent asks its child for, one thing after another. All of it is plain data. */
export interface Calls {
  /** Imports the modules. */
  readonly load: (modules: Modules) => void
  /** Puts a backend on the bench. */
  readonly open: (options: ChildOptions) => Subject
  /** Runs the case of that name. */
  readonly run: (caseName: string) => CaseResult
  /** Takes the backend off the bench. */
  readonly close: (nothing: undefined) => void
  /** Ends the process. */
  readonly end: (nothing: undefined) => void
}

export type ChildOptions = Pick<CompleteOptions, 'seed' | 'runs' | 'timeout'>

export type Call = keyof Calls

export type Argument<C extends Call> = Parameters<Calls[C]>[0]

export type Answer<C extends Call> = ReturnType<Calls[C]>

export interface Request<C extends Call = Call> {
  /** Counts from 1. A reply has the number of its request; the first of all, 0, tells that the child is ready. */
  readonly id: number
  readonly call: C
  readonly argument: Argument<C>
}

export interface Reply {
  readonly id: number
  readonly outcome: Outcome
}

export type Outcome =
  | { readonly kind: 'answer'; readonly answer?: unknown }
  /** `code` is that of an error of core's, where it is one. */
  | { readonly kind: 'error'; readonly code?: string; readonly message: string }
