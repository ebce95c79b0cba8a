import { allocate, type Samples } from '@bilayer/core'
import { listed } from '../listed.ts'
import { checkTable, columnIn, type Table } from '../table.ts'
import {
  type Category,
  type CategoryEncoding,
  type ColumnEncoding,
  encodedSize,
  type Encoding,
  isMissing,
  type NumberEncoding,
  sizeOf,
} from './encoding.ts'
import { missingValue, wrongValue } from './faults.ts'

/**
 * A table as the inputs of a network: count × `encodedSize(encoding)` numbers. Columns that the encoding does not know are let be.
 *
 * Throws `ArgumentError` where a column is missing, and for a value that is missing where none may be, that is no finite number where
 * one belongs, or that is a category which was not there to be learnt, naming the column and the row.
 */
export function encode(encoding: Encoding, table: Table): Samples {
  const size = encodedSize(encoding)
  checkTable('table', table)
  const columns = encoding.map(({ name }) => columnIn('table', table, name))
  const { count } = table
  const values = allocate('encode', count * size)
  let first = 0
  for (const [i, column] of encoding.entries()) {
    writeColumn(column, columns[i], values.subarray(first), size)
    first += sizeOf(column)
  }
  return { values, count, size }
}

/** Writes a column from the first number on, into each `step`-th. */
function writeColumn(
  column: ColumnEncoding,
  cells: ArrayLike<unknown>,
  values: Float32Array,
  step: number,
): void {
  if (column.kind === 'number') writeNumbers(column, cells, values, step)
  else writeCategories(column, cells, values, step)
}

function writeNumbers(
  { name, shift, scale, missing }: NumberEncoding,
  cells: ArrayLike<unknown>,
  values: Float32Array,
  step: number,
): void {
  for (let row = 0; row < cells.length; row++) {
    const cell = present(cells[row], missing, name, row)
    if (typeof cell !== 'number' || !Number.isFinite(cell)) {
      throw wrongValue(name, cell, row, '; it must be a finite number')
    }
    values[row * step] = (cell - shift) / scale
  }
}

function writeCategories(
  { name, categories, missing }: CategoryEncoding,
  cells: ArrayLike<unknown>,
  values: Float32Array,
  step: number,
): void {
  const places = new Map<unknown, number>(categories.map((category, place) => [category, place]))
  for (let row = 0; row < cells.length; row++) {
    const cell = present(cells[row], missing, name, row)
    const place = places.get(cell)
    if (place === undefined) {
      const known = `, which was not there to be learnt; there are: ${listed(categories)}`
      throw wrongValue(name, cell, row, known)
    }
    values[row * step + place] = 1
  }
}

function present(cell: unknown, missing: Category | null, name: string, row: number): unknown {
  if (!isMissing(cell)) return cell
  if (missing !== null) return missing
  throw missingValue(name, row)
}
