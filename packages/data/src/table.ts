import { ArgumentError, checkObject, checkWholeNumber, describeValue, ShapeError } from '@bilayer/core'
import { listed } from './listed.ts'

/** What a place of a table holds; null, or NaN in a typed array, where a value is missing. */
export type Cell = number | string | boolean | null

/** Lists by name. */
export type Columns = Readonly<Record<string, ArrayLike<Cell>>>

/** Columns of one length, each with its name, in the order of their names in the object. */
export interface Table<C extends Columns = Columns> {
  readonly columns: C
  /** How long each column is. */
  readonly count: number
}

/**
 * A table of columns, which are not copied.
 *
 * Throws `ArgumentError` for what are no columns, and `ShapeError` where one is not as long as the first.
 */
export function createTable<const C extends Columns>(columns: C): Table<C> {
  checkObject('columns', columns, '{ width: [1.5, 2], kind: ["a", "b"] }')
  const [first] = Object.values(columns)
  const table = { columns, count: isColumn(first) ? first.length : 0 }
  checkTable('columns', table)
  return table
}

/** The table without the columns named. Throws `ArgumentError` for what is no table, for a name that no column has, and where none is left. */
export function withoutColumns<C extends Columns, Name extends string & keyof C>(
  table: Table<C>,
  ...names: readonly Name[]
): Table<Omit<C, Name>> {
  checkTable('table', table)
  const { columns, count } = table
  for (const name of names) {
    if (typeof name === 'string' && Object.hasOwn(columns, name)) continue
    throw new ArgumentError(`There is no column ${quoted(name)}; there are ${listed(Object.keys(columns))}.`)
  }
  const left = Object.entries(columns).filter(([name]) => !names.includes(name as Name))
  const rest = { columns: Object.fromEntries(left) as Omit<C, Name>, count }
  checkTable('table', rest)
  return rest
}

/**
 * The values of a column. Throws `ArgumentError` for what is no table, and for a name that no column has; `label` is what the caller
 * calls the table.
 */
export function columnOf(label: string, table: Table, name: string): ArrayLike<Cell> {
  checkTable(label, table)
  return columnIn(label, table, name)
}

/** As `columnOf`, of a table that was checked: that takes as long as the table is large. */
export function columnIn(label: string, { columns }: Table, name: string): ArrayLike<Cell> {
  if (typeof name === 'string' && Object.hasOwn(columns, name)) return columns[name]
  throw new ArgumentError(`${label} has no column ${quoted(name)}; it has ${listed(Object.keys(columns))}.`)
}

/**
 * The rows of a table that `indices` names, in its order, copied. Throws `ArgumentError` for what is no table, and for an index
 * that is not a whole number from 0 to `count − 1`.
 */
export function selectRows<C extends Columns>(table: Table<C>, indices: ArrayLike<number>): Table<C> {
  checkTable('table', table)
  checkList('indices', indices)
  const rows = Array.from(indices)
  for (const [i, row] of rows.entries()) checkWholeNumber(`indices[${i}]`, row, { most: table.count - 1 })
  const columns = Object.entries(table.columns).map(([name, values]) => [name, pick(values, rows)])
  return { columns: Object.fromEntries(columns) as C, count: rows.length }
}

/** The values at some places, in an array of the same kind. */
function pick(values: ArrayLike<Cell>, places: readonly number[]): ArrayLike<Cell> {
  if (Array.isArray(values)) return places.map((place) => values[place] as Cell)
  const made = new (values.constructor as new (length: number) => Record<number, Cell> & ArrayLike<Cell>)(
    places.length,
  )
  for (const [i, place] of places.entries()) made[i] = values[place]
  return made
}

/** Whether a value means to be a table. */
export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'columns' in value

/** Throws `ArgumentError` or `ShapeError` unless a table holds columns of the length that it says. */
export function checkTable(label: string, table: Table): void {
  checkObject(label, table, 'what createTable gives')
  const { columns, count } = table
  checkObject(`${label}.columns`, columns, '{ width: [1.5, 2], kind: ["a", "b"] }')
  const entries = Object.entries(columns)
  if (entries.length === 0) throw new ArgumentError(`${label} has no columns; it needs one at least.`)
  for (const [name, values] of entries) {
    checkList(`${label}: the column ${name}`, values)
    if (values.length !== count) {
      throw new ShapeError(
        `${label}: the column ${name} has ${values.length} values; every column must have ${describeValue(count)}.`,
      )
    }
    checkCells(`${label}: the column ${name}`, values)
  }
}

/** Throws `ArgumentError` unless a value is a list of cells. */
export function checkCells(label: string, values: ArrayLike<unknown>): asserts values is ArrayLike<Cell> {
  checkList(label, values)
  // The elements of a typed array are of one kind, so its first tells.
  const checked = ArrayBuffer.isView(values) ? Math.min(values.length, 1) : values.length
  for (let row = 0; row < checked; row++) {
    if (isCell(values[row])) continue
    throw new ArgumentError(
      `${label} holds ${describeValue(values[row])} in row ${row}; it must be a number, a string, a boolean or null.`,
    )
  }
}

function checkList(label: string, values: unknown): asserts values is ArrayLike<unknown> {
  if (isColumn(values)) return
  throw new ArgumentError(`${label} is ${describeValue(values)}; it must be an array or a typed array.`)
}

const quoted = (name: unknown): string =>
  typeof name === 'string' ? JSON.stringify(name) : describeValue(name)

const isCell = (value: unknown): value is Cell =>
  value === null || ['number', 'string', 'boolean'].includes(typeof value)

const isColumn = (values: unknown): values is ArrayLike<Cell> =>
  Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView) && hasBuffer(values))

/** Whether a typed array still has its buffer, which a transfer takes away. */
function hasBuffer({ buffer }: ArrayBufferView): boolean {
  try {
    return new Uint8Array(buffer).buffer === buffer
  } catch {
    return false
  }
}
