import type { ColumnEncoding, Encoding } from '@bilayer/data'
import { listed } from '../../terminal/words.ts'
import { count, counted, figure } from '../html/format.ts'
import { html, type Html } from '../html/html.ts'
import { card, section } from '../html/section.ts'
import { table } from '../html/table.ts'

/** More are folded away. */
const MOST_AT_ONCE = 20

/** Beyond it, columns are left out. */
const MOST_COLUMNS = 200

/** What was learnt of the columns. */
export function columnsSection(encoding: Encoding | undefined): Html | undefined {
  if (encoding === undefined) return undefined
  const shown = encoding.slice(0, MOST_COLUMNS)
  const content = columnsTable(shown)
  const folded = html`<details><summary>Show ${counted(shown.length, 'column')}</summary>${content}</details>`
  return section('What it learnt of the columns', undefined, [
    card(
      counted(encoding.length, 'column'),
      encoding.length > MOST_AT_ONCE ? folded : content,
      [
        'A number x is taken as (x − shift) / scale; a category is a 1 in its place, and 0 in those of the others.',
        encoding.length > shown.length && ` ${count(encoding.length - shown.length)} more are not shown.`,
      ],
      'whole',
    ),
  ])
}

interface Field {
  readonly title: string
  readonly isNumber?: boolean
  /** The kind of column that has it; all where none is given. */
  readonly of?: ColumnEncoding['kind']
  readonly cell: (column: ColumnEncoding) => string
}

const FIELDS: readonly Field[] = [
  { title: 'Column', cell: ({ name }) => name },
  { title: 'Kind', cell: ({ kind }) => kind },
  {
    title: 'Shift',
    isNumber: true,
    of: 'number',
    cell: (column) => (column.kind === 'number' ? figure(column.shift) : ''),
  },
  {
    title: 'Scale',
    isNumber: true,
    of: 'number',
    cell: (column) => (column.kind === 'number' ? figure(column.scale) : ''),
  },
  {
    title: 'Categories',
    of: 'category',
    cell: (column) => (column.kind === 'category' ? listed(column.categories) : ''),
  },
  {
    title: 'A missing value counts as',
    cell: ({ missing }) => (typeof missing === 'number' ? figure(missing) : String(missing ?? 'not allowed')),
  },
]

function columnsTable(columns: Encoding): Html {
  const fields = FIELDS.filter(({ of }) => of === undefined || columns.some(({ kind }) => kind === of))
  return table(
    'What was learnt of the columns',
    fields,
    columns.map((column) => fields.map(({ cell }) => cell(column))),
  )
}
