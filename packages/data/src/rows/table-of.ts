import type { Cell, Columns, Table } from '../table.ts'

/** The table of columns that were read from a file, one at least. `fromEntries` makes `__proto__` a column like any other. */
export const tableOf = (columns: readonly (readonly [string, ArrayLike<Cell>])[]): Table => ({
  columns: Object.fromEntries(columns) as Columns,
  count: columns[0][1].length,
})
