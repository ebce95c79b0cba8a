import { markdownTable } from 'markdown-table'

/** A column: its head, the side that it keeps to, and its cell for each row. */
export interface Column<Row> {
  readonly head: string
  readonly align?: 'left' | 'right'
  readonly cell: (row: Row) => string
}

/** A table in Markdown, which reads well in a terminal too. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)))
  return markdownTable([columns.map(({ head }) => head), ...cells], {
    align: columns.map(({ align = 'left' }) => align),
  })
}

/** A whole number with its thousands apart. */
export const count = (value: number): string => value.toLocaleString('en-GB')
