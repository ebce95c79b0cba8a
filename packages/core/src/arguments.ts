import { describeValue } from './describe.ts'
import { ArgumentError } from './errors.ts'

/** The error for a value that does not fit. `label` is what the caller calls it, and `needed` what would fit, such as `a function`. */
export const wrongArgument = (label: string, value: unknown, needed: string): ArgumentError =>
  new ArgumentError(`${label} is ${describeValue(value)}; it must be ${needed}.`)

/** Where a number must lie, both ends included. */
export interface Limits {
  readonly least?: number
  readonly most?: number
}

/**
 * Throws `ArgumentError` unless `value` is a whole number within the limits, 0 or more where none are given.
 * `label` is what the caller calls it, such as `epochs`.
 */
export function checkWholeNumber(
  label: string,
  value: unknown,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: Limits = {},
): asserts value is number {
  if (Number.isSafeInteger(value) && isWithin(value as number, least, most)) return
  const limits = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`
  throw wrongArgument(label, value, `a whole number${limits}`)
}

/** Throws `ArgumentError` unless `value` is a number above 0, and not ∞. */
export function checkPositive(label: string, value: unknown): asserts value is number {
  if (typeof value === 'number' && value > 0 && value < Infinity) return
  throw wrongArgument(label, value, 'a number above 0')
}

/** Throws `ArgumentError` unless `value` is a number from 0 up to, and not, 1. */
export function checkShare(label: string, value: unknown): asserts value is number {
  if (typeof value === 'number' && value >= 0 && value < 1) return
  throw wrongArgument(label, value, 'a number from 0 up to, and not, 1')
}

/** Throws `ArgumentError` unless `value` is a number, 0 or more, and not ∞. */
export function checkNotNegative(label: string, value: unknown): asserts value is number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return
  throw wrongArgument(label, value, 'a number, 0 or more')
}

/** Throws `ArgumentError` unless `value` is a string; `example` shows what would fit. */
export function checkString(label: string, value: unknown, example: string): asserts value is string {
  if (typeof value === 'string') return
  throw wrongArgument(label, value, `a string, such as ${JSON.stringify(example)}`)
}

/** Throws `ArgumentError` unless `value` is one of the names. */
export function checkOneOf<Name extends string>(
  label: string,
  value: unknown,
  names: readonly Name[],
): asserts value is Name {
  if (names.includes(value as Name)) return
  throw wrongArgument(label, value, `one of: ${names.join(', ')}`)
}

/** Throws `ArgumentError` unless `value` is true or false. */
export function checkBoolean(label: string, value: unknown): asserts value is boolean {
  if (typeof value === 'boolean') return
  throw wrongArgument(label, value, 'true or false')
}

/** Throws `ArgumentError` unless `value` is a function. */
export function checkFunction(label: string, value: unknown): void {
  if (typeof value === 'function') return
  throw wrongArgument(label, value, 'a function')
}

/**
 * Throws `ArgumentError` unless `value` is an object to take options from; `example` shows what would fit, such as
 * `{ layers: [784, 128, 10] }`.
 */
export function checkObject(label: string, value: unknown, example: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  throw wrongArgument(label, value, `an object, such as ${example}`)
}

/** Throws `ArgumentError` unless `value` is an array; `of` says what it holds, such as `layers { W, b }`. */
export function checkArray(label: string, value: unknown, of: string): asserts value is readonly unknown[] {
  if (Array.isArray(value)) return
  throw wrongArgument(label, value, `an array of ${of}`)
}

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most
