import {
  type Category,
  columnOf,
  encode,
  encodeTarget,
  type Encoding,
  isMissing,
  type Samples,
  selectRows,
  type Table,
  type Target,
} from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import { knownColumn } from './columns.ts'

/** Rows as the network takes them, and what is true of them. */
export interface Part {
  readonly X: Samples
  readonly Y: Samples
  readonly actual: readonly Category[]
}

/** The rows of a table that have a value of the target. Throws `UsageError` where none has, or there is no such column. */
export function partOf(table: Table, encoding: Encoding, target: Target): Part {
  const known = withTarget(table, knownColumn(table, target.name))
  if (known.count === 0) throw new UsageError(`No row has a value of ${target.name}.`)
  for (const { name } of encoding) knownColumn(known, name)
  return encodedPart(known, encoding, target)
}

/** Rows of which each has a value of the target. */
export const encodedPart = (table: Table, encoding: Encoding, target: Target): Part => ({
  X: encode(encoding, table),
  Y: encodeTarget(target, table),
  actual: Array.from(columnOf('table', table, target.name)) as Category[],
})

/** The rows that have a value of the target. */
export function withTarget(table: Table, name: string): Table {
  const values = columnOf('table', table, name)
  const rows = Array.from({ length: table.count }, (_, row) => row).filter((row) => !isMissing(values[row]))
  return rows.length === table.count ? table : selectRows(table, rows)
}
