import type { Table } from '../table.ts'
import { checkTypedColumns, type ColumnTypes, type Reading, recogniseType } from './column-type.ts'
import { type Column, type ColumnPlan, createColumn } from './column.ts'
import type { Row } from './row.ts'
import { tableOf } from './table-of.ts'
import { stacked } from './whole-table.ts'

/** How many rows tell the columns of a file that does not name them first. */
export const RECOGNISED_ROWS = 10_000

/** More are a file of another kind, or one that is turned. */
export const MOST_COLUMNS = 65_536

/** Of a part: each of its columns is an array of so many. */
export const MOST_ROWS = 2 ** 24

/** So many are held as text while the types are yet to be told. */
const MOST_VALUES = 2 ** 22

/** How many rows tell the types of the columns, and how many a table has unless told otherwise: fewer where they are very wide. */
const rowsAtATime = (columns: number): number =>
  Math.min(RECOGNISED_ROWS, Math.max(1, Math.floor(MOST_VALUES / columns)))

/** How rows become tables. */
export interface TablesPlan {
  readonly names: readonly string[]
  readonly types: ColumnTypes
  readonly reading: Reading
  readonly placeName: (place: number) => string
  /** How many rows each table has but the last. */
  readonly rows: number | undefined
}

/**
 * Tables of rows that come some at a time, of types that the first rows tell. None where there are no rows.
 * Throws `FormatError` for a value that is not of its column's type.
 */
export async function* tablesOf(
  blocks: AsyncIterable<readonly Row[]>,
  plan: (first: readonly Row[]) => TablesPlan,
): AsyncGenerator<Table> {
  let sample: Row[] = []
  let parts: Parts | undefined
  for await (const block of blocks) {
    if (parts) {
      yield* parts.add(block)
      continue
    }
    sample = sample.concat(block)
    if (sample.length === 0 || sample.length < rowsAtATime(sample[0].cells.length)) continue
    parts = partsOf(sample, plan)
    yield* parts.add(sample)
    sample = []
  }
  if (!parts) {
    if (sample.length === 0) return
    parts = partsOf(sample, plan)
    yield* parts.add(sample)
  }
  yield* parts.rest()
}

/** The table of rows that are all there; undefined where there are none. Throws as `tablesOf` does. */
export function tableOfRows(rows: readonly Row[], plan: TablesPlan): Table | undefined {
  if (rows.length === 0) return undefined
  const parts = partsOf(rows, () => plan)
  return stacked([...parts.add(rows), ...parts.rest()])
}

function partsOf(sample: readonly Row[], plan: (first: readonly Row[]) => TablesPlan): Parts {
  const first = sample.slice(0, rowsAtATime(sample[0].cells.length))
  return new Parts(plan(first), first)
}

/** Cuts rows into tables. */
class Parts {
  readonly #rows: number
  readonly #plans: readonly ColumnPlan[]
  #columns: readonly Column[]
  #count = 0

  constructor({ names, types, reading, placeName, rows }: TablesPlan, first: readonly Row[]) {
    checkTypedColumns(types, names)
    this.#rows = rows ?? rowsAtATime(names.length)
    this.#plans = names.map((name, i) => ({
      name,
      type: Object.hasOwn(types, name)
        ? types[name]
        : recogniseType(
            first.map(({ cells }) => cells[i]),
            reading,
          ),
      reading,
      placeName,
    }))
    this.#columns = this.#empty()
  }

  *add(rows: readonly Row[]): Generator<Table> {
    for (const { cells, place } of rows) {
      for (let i = 0; i < cells.length; i++) this.#columns[i].set(this.#count, cells[i], place)
      this.#count++
      if (this.#count === this.#rows) yield this.#take()
    }
  }

  *rest(): Generator<Table> {
    if (this.#count > 0) yield this.#take()
  }

  #take(): Table {
    const count = this.#count
    const columns = this.#columns.map((column, i) => [this.#plans[i].name, column.take(count)] as const)
    this.#columns = this.#empty()
    this.#count = 0
    return tableOf(columns)
  }

  #empty(): Column[] {
    return this.#plans.map((plan) => createColumn(plan, this.#rows))
  }
}
