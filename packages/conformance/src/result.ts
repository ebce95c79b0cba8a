import type { BackendInfo, Level, Numerics } from '@bilayer/core'
import type { CaseLabel } from './case.ts'
import { suiteVersion } from './suite-version.ts'

/** What came of one case. */
export interface CaseResult extends CaseLabel {
  readonly status: 'passed' | 'failed' | 'skipped' | 'not run'
  /** What is wrong, or why it was skipped or not run. */
  readonly reason?: string
  /** Of a case that failed: it did not end by itself, but ran out of time or lost the process that it ran in. */
  readonly cutShort?: true
  /**
   * Of a case that passed: the largest share of an allowed error that a number used up, from 0 to 1. Absent where no error was
   * allowed.
   */
  readonly errorShare?: number
  readonly milliseconds: number
}

/** What is under test, as it describes itself; where no backend could be made, its name alone. */
export interface Subject {
  readonly backend: string
  readonly level?: Level
  readonly info?: BackendInfo
  readonly numerics?: Numerics
  readonly seed: number
}

/** How many cases ended in each way. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly notRun: number
}

/** What came of the cases of one operation or law. */
export interface OperationCounts extends Counts {
  readonly op: string
  /** The largest of its cases; absent where none has one. */
  readonly errorShare?: number
}

/** What came of all cases. */
export interface Report extends Subject, Counts {
  /** The version of the suite. */
  readonly suite: string
  readonly results: readonly CaseResult[]
  /** The results by operation, each in the order in which it came first. */
  readonly operations: readonly OperationCounts[]
}

/** A backend that was to be tested, and was not. */
export interface Untested {
  readonly backend: string
  readonly reason: string
}

/** What reporters make text of: one backend's report, or what came of several, those that were not tested too. */
export type Reported = Report | readonly (Report | Untested)[]

/** The row of a case that was not run. */
export const notRun = ({ op, title, level }: CaseLabel, reason: string): CaseResult => ({
  op,
  title,
  level,
  status: 'not run',
  reason,
  milliseconds: 0,
})

/** The row of something that went wrong outside of any case. */
export const fault = (title: string, reason: string, milliseconds: number): CaseResult => ({
  op: 'provider',
  title,
  level: 'core',
  status: 'failed',
  reason,
  milliseconds,
})

export const reportOf = (subject: Subject, results: readonly CaseResult[]): Report => ({
  ...subject,
  suite: suiteVersion,
  results,
  operations: countsByOperation(results),
  ...countsOf(results),
})

/** What came of each operation or law so far, in the order in which each came first. */
export const countsByOperation = (results: readonly CaseResult[]): OperationCounts[] =>
  [...new Set(results.map(({ op }) => op))].map((op) => {
    const own = results.filter((result) => result.op === op)
    const shares = own.flatMap(({ errorShare = [] }) => errorShare)
    return { op, ...countsOf(own), ...(shares.length > 0 && { errorShare: Math.max(...shares) }) }
  })

function countsOf(results: readonly CaseResult[]): Counts {
  const count = (status: CaseResult['status']) => results.filter((result) => result.status === status).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    notRun: count('not run'),
  }
}
