import { ArgumentError, checkArray, checkObject, checkOneOf, checkString, describeValue } from '@bilayer/core'
import { listed } from '../listed.ts'
import type { Value } from './row.ts'

/** What a column holds: numbers in a `Float64Array`, in which NaN is missing, or text or booleans in an array, in which null is. */
export type ColumnType = 'number' | 'text' | 'boolean'

/** The types of columns by their names. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>

/** Throws `ArgumentError` unless a value is an object of types. */
export function checkTypes(types: unknown): asserts types is ColumnTypes {
  checkObject('types', types, '{ width: "number", kind: "text" }')
  for (const [name, type] of Object.entries(types)) {
    checkOneOf(`types.${name}`, type, ['number', 'text', 'boolean'])
  }
}

/** Throws `ArgumentError` where a type is given for a column that is not there. */
export function checkTypedColumns(types: ColumnTypes, names: readonly string[]): void {
  const unknown = Object.keys(types).find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw new ArgumentError(
    `types names ${describeValue(unknown)}, which is no column; there are ${listed(names)}.`,
  )
}

/** What separates the whole part of a number from its fraction. */
export type Decimal = '.' | ','

/** How values are read. */
export interface Reading {
  /** Texts, without space around them, that stand for a missing value. */
  readonly missing: ReadonlySet<string>
  readonly decimal: Decimal
  /** Whether text may tell a number or a boolean: in a CSV file all is text, in JSON a text is one on purpose. */
  readonly isUntyped: boolean
}

/** Throws `ArgumentError` unless a value is a list of texts. */
export function checkMissing(missing: unknown): asserts missing is readonly string[] {
  checkArray('missing', missing, 'strings')
  for (let i = 0; i < missing.length; i++) checkString(`missing[${i}]`, missing[i], 'NA')
}

/** Whether a value is missing. */
export const isMissingValue = (value: Value, { missing }: Reading): boolean =>
  value === null || (typeof value === 'string' && missing.has(value.trim()))

const NUMBERS = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/iu,
} as const

/** The finite number that a value is, or that its text tells; NaN where it is none. */
export function numberIn(value: Value, { decimal, isUntyped }: Reading): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !isUntyped) return Number.NaN
  const text = value.trim()
  if (!NUMBERS[decimal].test(text)) return Number.NaN
  const number = Number(decimal === ',' ? text.replace(',', '.') : text)
  return Number.isFinite(number) ? number : Number.NaN
}

/** The boolean that a value is, or that its text tells, in any case of letters. */
export function booleanIn(value: Value, { isUntyped }: Reading): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string' || !isUntyped) return undefined
  const text = value.trim().toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/**
 * The type of a column with these values: number where more than half of those that are not missing are, boolean where all are,
 * text otherwise. A column with nothing in it is one of numbers: text that comes later is an error, and not taken for a category.
 */
export function recogniseType(values: readonly Value[], reading: Reading): ColumnType {
  const present = values.filter((value) => !isMissingValue(value, reading))
  const numbers = present.filter((value) => !Number.isNaN(numberIn(value, reading)))
  if (present.length === 0 || numbers.length * 2 > present.length) return 'number'
  return present.every((value) => booleanIn(value, reading) !== undefined) ? 'boolean' : 'text'
}
