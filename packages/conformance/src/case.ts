import {
  ArgumentError,
  type Backend,
  checkObject,
  checkString,
  describeValue,
  type ExtendedBackend,
  type Level,
} from '@bilayer/core'
import type { Oracle } from './oracle.ts'

/** What a case works with. */
export interface CaseContext<B extends Backend = Backend> {
  /** The backend under test. */
  readonly backend: B
  /** Float64 arithmetic that knows how far the backend may be from it. */
  readonly oracle: Oracle
  /** Every random choice follows from it. */
  readonly seed: number
  /** How many examples a random case tries. */
  readonly runs: number
  /** Another instance of the backend, which the runner disposes. */
  readonly create: () => Promise<B>
  /** Ends the case as skipped, for a reason that the report shows: something that the backend declared. */
  readonly skip: (reason: string) => never
  /** Tells the report which share of an allowed error was used up, from 0 to 1; it keeps the largest of a case. */
  readonly noteErrorShare: (share: number) => void
}

/** What a case is about. */
export interface CaseLabel {
  /** The operation or law that it is about. */
  readonly op: string
  /** The fact, in the present tense. */
  readonly title: string
  /** What a backend must have for it. */
  readonly level: Level
}

/** One fact about one operation. `run` rejects, with words for people, where it does not hold. */
export type ConformanceCase = CaseLabel &
  (
    | { readonly level: 'core'; readonly run: (context: CaseContext) => Promise<void> }
    | { readonly level: 'extended'; readonly run: (context: CaseContext<ExtendedBackend>) => Promise<void> }
  )

/** The name of a case, as reports and `only` have it. Throws `ArgumentError` for what is no case. */
export function caseName(label: Pick<CaseLabel, 'op' | 'title'>): string {
  checkObject('label', label, "{ op: 'relu', title: 'keeps NaN' }")
  const { op, title } = label
  checkString('op', op, 'relu')
  checkString('title', title, 'keeps NaN')
  return `${op} › ${title}`
}

/** A fact that does not hold. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError'
}

/** Throws unless `holds`. */
export function expect(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ConformanceError(message)
}

/** Throws `ArgumentError` unless `value` is a list of cases. */
export function checkCases(value: unknown): asserts value is readonly ConformanceCase[] {
  if (!Array.isArray(value))
    throw new ArgumentError(`cases is ${describeValue(value)}; it must be an array of cases.`)
  const wrong = value.findIndex((item) => !isCase(item))
  if (wrong < 0) return
  throw new ArgumentError(
    `cases[${wrong}] is ${describeValue(value[wrong])}; it must be a case, { op, title, level, run }.`,
  )
}

const isCase = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['op', 'title'].every((name) => typeof Reflect.get(value, name) === 'string') &&
  ['core', 'extended'].includes(Reflect.get(value, 'level')) &&
  typeof Reflect.get(value, 'run') === 'function'
