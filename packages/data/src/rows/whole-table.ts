import { concatenate } from '../concatenate.ts'
import type { Cell, Table } from '../table.ts'
import { tableOf } from './table-of.ts'

/** The table that comes in these parts. */
export async function wholeTable(parts: AsyncIterable<Table>): Promise<Table> {
  const tables: Table[] = []
  for await (const part of parts) tables.push(part)
  return stacked(tables)
}

/** Tables with the same columns, one below the other. */
export function stacked(tables: readonly Table[]): Table {
  const [first, ...others] = tables
  if (others.length === 0) return first
  const names = Object.keys(first.columns)
  return tableOf(names.map((name) => [name, stackedColumn(tables.map(({ columns }) => columns[name]))]))
}

function stackedColumn(parts: readonly ArrayLike<Cell>[]): ArrayLike<Cell> {
  if (!parts.every((part) => part instanceof Float64Array)) return parts.flatMap((part) => Array.from(part))
  return concatenate(new Float64Array(parts.reduce((sum, { length }) => sum + length, 0)), parts)
}
