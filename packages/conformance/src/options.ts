import {
  ArgumentError,
  checkBoolean,
  checkFunction,
  checkObject,
  checkPositive,
  checkString,
  checkWholeNumber,
  describeValue,
} from '@bilayer/core'
import type { CaseLabel } from './case.ts'
import type { CaseResult } from './result.ts'

/** How cases are run. */
export interface BenchOptions {
  /** Every random choice follows from it; a failure names it. 1 unless given. */
  readonly seed?: number
  /** How many examples each random case tries; 12 unless given. */
  readonly runs?: number
  /** Milliseconds after which a case fails, so that a backend that hangs is found. 30,000 unless given. */
  readonly timeout?: number
  /**
   * The run stops after so many cases that were cut short: that timed out, or ended the process that they ran in. 3 unless
   * given.
   */
  readonly maxTimeouts?: number
}

/** Which cases are run, and what is told of them on the way. */
export interface RunOptions extends BenchOptions {
  /** Runs only the cases whose `op › title` holds this text. */
  readonly only?: string
  /** Stops at the first failure. */
  readonly bail?: boolean
  /** Stops the run at once; the report then tells what came of it so far. */
  readonly signal?: AbortSignal
  /** Called before each case that is run, with its place among those chosen. */
  readonly onStart?: (label: CaseLabel, index: number, chosen: readonly CaseLabel[]) => void
  /** Called with each row of the report as it comes. */
  readonly onResult?: (result: CaseResult) => void
}

/** The options, with all that has a default. */
export type CompleteOptions = Required<Omit<RunOptions, Callbacks>> & Pick<RunOptions, Callbacks>

type Callbacks = 'signal' | 'onStart' | 'onResult'

/** Random cases add to the seed, whose own limit is 2³². */
const LARGEST_SEED = 2 ** 31 - 1

/** Throws `ArgumentError` where an option is none. */
export function completeOptions(options: RunOptions): CompleteOptions {
  checkObject('options', options, "{ only: 'matmul' }")
  const { seed = 1, runs = 12, timeout = 30_000, maxTimeouts = 3, only = '', bail = false } = options
  const { signal, onStart, onResult } = options
  checkWholeNumber('seed', seed, { most: LARGEST_SEED })
  checkWholeNumber('runs', runs, { least: 1 })
  checkPositive('timeout', timeout)
  checkWholeNumber('maxTimeouts', maxTimeouts, { least: 1 })
  checkString('only', only, 'matmul ›')
  checkBoolean('bail', bail)
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ArgumentError(`signal is ${describeValue(signal)}; it must be an AbortSignal.`)
  }
  if (onStart !== undefined) checkFunction('onStart', onStart)
  if (onResult !== undefined) checkFunction('onResult', onResult)
  return {
    seed,
    runs,
    timeout,
    maxTimeouts,
    only,
    bail,
    ...(signal && { signal }),
    ...(onStart && { onStart }),
    ...(onResult && { onResult }),
  }
}
