import { ArgumentError, checkSamples, describeValue, type Samples, ShapeError } from '@bilayer/core'
import { checkTable, isTable, type Table } from '@bilayer/data'
import { checkList } from './list.ts'

/** Samples as rows of numbers: arrays of arrays, a typed array with its shape, or a table whose columns all hold numbers. */
export type Rows = Samples | Table | ArrayLike<ArrayLike<number>>

/** Samples, and the names of their numbers where they came from a table. */
export interface Features extends Samples {
  readonly names: readonly string[] | undefined
}

/** The numbers of rows, row-major, in the kind of array that was asked for. */
export interface Numbers<Values> {
  readonly values: Values
  readonly count: number
  readonly size: number
}

export type Floats = Float32Array | Float64Array

/** Makes an array of so many zeros. */
export type Make<Values extends Floats> = (count: number) => Values

export const float32: Make<Float32Array> = (count) => new Float32Array(count)
export const float64: Make<Float64Array> = (count) => new Float64Array(count)

/**
 * Copies rows, once they are known to be as long as each other and finite as the array keeps them. `label` is what the caller calls
 * them, such as `X`. Throws `ArgumentError` for what are no rows of numbers, naming the sample and the column, and `ShapeError`
 * where their lengths differ.
 */
export function readRows<Values extends Floats>(
  label: string,
  rows: Rows,
  make: Make<Values>,
): Numbers<Values> {
  const { count, size, row, names } = sourceOf(label, rows)
  if (count === 0) throw new ArgumentError(`${label} has no samples; it needs one at least.`)
  if (size === 0) throw new ArgumentError(`${label} has no numbers in a sample; it needs one at least.`)
  const values = roomFor(label, count * size, make)
  for (let i = 0; i < count; i++) {
    const numbers = row(i)
    for (let j = 0; j < size; j++) {
      const number: unknown = numbers[j]
      values[i * size + j] = typeof number === 'number' ? number : Number.NaN
      if (!Number.isFinite(values[i * size + j])) throw notFinite(label, number, i, names?.[j] ?? j)
    }
  }
  return { values, count, size }
}

/** X, copied as `readRows` does. */
export function readFeatures(X: Rows): Features {
  const names = isTable(X) ? Object.keys(X.columns) : undefined
  return { ...readRows('X', X, float32), names }
}

interface RowSource {
  readonly count: number
  readonly size: number
  readonly row: (i: number) => ArrayLike<unknown>
  /** Of the columns. */
  readonly names?: readonly string[]
}

function sourceOf(label: string, rows: Rows): RowSource {
  if (isTable(rows)) return tableRows(label, rows)
  return isList(rows) ? listedRows(label, rows) : samplesRows(label, rows)
}

function tableRows(label: string, table: Table): RowSource {
  checkTable(label, table)
  const names = Object.keys(table.columns)
  const columns = Object.values(table.columns)
  return { count: table.count, size: names.length, row: (i) => columns.map((values) => values[i]), names }
}

const isList = (rows: Exclude<Rows, Table>): rows is ArrayLike<ArrayLike<number>> =>
  typeof rows === 'object' && rows !== null && 'length' in rows

function samplesRows(label: string, samples: Samples): RowSource {
  if (typeof samples !== 'object' || samples === null) {
    throw new ArgumentError(
      `${label} is ${describeValue(samples)}; it must be an array of rows, { values: Float32Array, count, size }, or a table.`,
    )
  }
  checkSamples(label, samples)
  const { values, count, size } = samples
  return { count, size, row: (i) => values.subarray(i * size, (i + 1) * size) }
}

function listedRows(label: string, rows: ArrayLike<ArrayLike<number>>): RowSource {
  checkList(label, rows, 'rows of numbers')
  if (rows.length === 0) return { count: 0, size: 0, row: () => [] }
  const lengthOf = (i: number): number => {
    checkList(`${label}[${i}]`, rows[i], 'numbers')
    return rows[i].length
  }
  const size = lengthOf(0)
  const row = (i: number): ArrayLike<number> => {
    if (lengthOf(i) === size) return rows[i]
    throw new ShapeError(
      `${label}[${i}] has ${rows[i].length} numbers, and ${label}[0] has ${size}; every row must be as long.`,
    )
  }
  return { count: rows.length, size, row }
}

/** So many zeros. Throws `ArgumentError` where there is no room for them. */
export function roomFor<Values extends Floats>(label: string, count: number, make: Make<Values>): Values {
  try {
    return make(count)
  } catch (cause) {
    throw new ArgumentError(`${label} has ${count} numbers, for which there is no room.`, { cause })
  }
}

/** A column is told by its name, or by its place. */
function notFinite(label: string, value: unknown, sample: number, column: string | number): ArgumentError {
  const inside = Number.isFinite(value) ? ', in 32 bits too' : ''
  const counted = typeof column === 'string' ? '' : 'both '
  return new ArgumentError(
    `${label} holds ${describeValue(value)} in column ${column} of sample ${sample}, ${counted}counted from 0; every number must be finite${inside}.`,
  )
}
