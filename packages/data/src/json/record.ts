import { describeValue, FormatError } from '@bilayer/core'
import { MOST_COLUMNS } from '../rows/tables.ts'
import type { Value } from '../rows/row.ts'

/** An object of a JSON file, whose keys name columns. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Throws `FormatError` unless a value is an object. */
export function checkRecord(where: string, value: unknown): asserts value is JsonRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  throw new FormatError(
    `${where} is ${describeValue(value)}; it must be an object, such as { "width": 1.5 }.`,
  )
}

/** The value of a record in a column; null where there is none. Throws `FormatError` for what fits in no table. */
export function valueIn(where: string, record: JsonRecord, name: string): Value {
  return Object.hasOwn(record, name) ? checkValue(`${where}, column ${name}`, record[name]) : null
}

/** Throws `FormatError` unless a value is a finite number, a text, a boolean or null. */
export function checkValue(where: string, value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new FormatError(
    `${where} is ${describeValue(value)}; it must be a finite number, a string, a boolean or null.`,
  )
}

/** The keys of all records, in the order in which they are met. Throws `FormatError` for more than a table has columns. */
export function namesOf(records: Iterable<JsonRecord>): string[] {
  const names = new Set<string>()
  for (const record of records) for (const name of Object.keys(record)) names.add(name)
  checkNames([...names])
  return [...names]
}

/** Throws `FormatError` where there are no names, more than a table has columns, or one is empty. */
export function checkNames(names: readonly string[]): void {
  if (names.length === 0) throw new FormatError('The file has no columns: its records are empty.')
  if (names.length > MOST_COLUMNS) {
    throw new FormatError(`The file has ${names.length} columns; a table has at most ${MOST_COLUMNS}.`)
  }
  if (names.includes('')) throw new FormatError('The file has a column without a name.')
}
