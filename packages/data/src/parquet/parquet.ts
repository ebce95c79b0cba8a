import { ArgumentError, describeError, describeValue, FormatError } from '@bilayer/core'
import { type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { checkJsonOptions, type JsonOptions } from '../json/options.ts'
import { checkNames, checkValue } from '../json/record.ts'
import type { Row, Value } from '../rows/row.ts'
import { tableOfRows } from '../rows/tables.ts'
import type { Table } from '../table.ts'
import { checkPages } from './check-pages.ts'

/** How a Parquet file is read: the types that it tells are those of JSON. */
export type ParquetOptions = JsonOptions

/** So many values may be in a file. */
const MOST_VALUES = 2 ** 28

/**
 * The table in the bytes of a Parquet file, whose columns are flat: numbers, booleans and strings. Null and NaN are missing values.
 *
 * Rejects with `FormatError`, which names the column, for what is no such file: for nested columns and lists, dates and times, bytes,
 * and whole numbers that are not exact in 53 bits. Rejects with `ArgumentError` for what are no such arguments.
 *
 * Pages and runs are bounded; delta encodings are not, so a file that was made to do harm may take much memory and time.
 */
export async function readParquet(bytes: Uint8Array, options: ParquetOptions = {}): Promise<Table> {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArgumentError(`bytes is ${describeValue(bytes)}; it must be a Uint8Array.`)
  }
  const { types, reading } = checkJsonOptions(options)
  // Those whose buffer was transferred cannot be copied.
  const file = await attempt(async () => new Uint8Array(bytes).buffer)
  const metadata = await attempt(() => parquetMetadataAsync(file))
  const names = namesIn(metadata)
  const columns = await attempt(() => {
    checkPages(file, metadata)
    return columnsIn(file, metadata, names)
  })
  const table = tableOfRows(rowsOf(names, columns), {
    names,
    types,
    reading,
    placeName: rowName,
    rows: undefined,
  })
  if (!table) throw new FormatError('The file has no rows.')
  return table
}

/** Whatever the reader throws is the file's fault. */
async function attempt<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw new FormatError(`This is no Parquet file that can be read: ${reasonOf(cause)}.`, { cause })
  }
}

/** What the engine throws is of no use to anybody. */
const reasonOf = (cause: unknown): string =>
  cause instanceof TypeError || cause instanceof RangeError ? 'it is damaged' : describeError(cause)

/** The names of the columns, once they are known to be flat and the file to be of a size that there is room for. */
function namesIn({ schema, num_rows: rows }: FileMetaData): string[] {
  const columns = schema.slice(1)
  const names = columns.map(({ name }) => name)
  checkNames(names)
  const nested = columns.find(
    (column) => (column.num_children ?? 0) > 0 || column.repetition_type === 'REPEATED',
  )
  if (nested) throw new FormatError(`The column ${nested.name} is nested; every column must be flat.`)
  const twice = repeatedIn(names)
  if (twice !== undefined) throw new FormatError(`Two columns are called ${describeValue(twice)}.`)
  if (Number(rows) * names.length > MOST_VALUES) {
    throw new FormatError(
      `The file holds ${rows} rows of ${names.length} columns; at most ${MOST_VALUES} values are read.`,
    )
  }
  return names
}

function repeatedIn(names: readonly string[]): string | undefined {
  const before = new Set<string>()
  return names.find((name) => before.size === before.add(name).size)
}

/** The values of each column. */
async function columnsIn(
  file: ArrayBuffer,
  metadata: FileMetaData,
  names: readonly string[],
): Promise<unknown[][]> {
  const columns = new Map(names.map((name): [string, unknown[]] => [name, []]))
  // One after the other: where two fail at once, hyparquet leaves the second failure to nobody.
  for (const [name, column] of columns) {
    await parquetRead({
      file,
      metadata,
      compressors,
      columns: [name],
      onChunk: ({ columnData, rowStart }) => {
        for (let i = 0; i < columnData.length; i++) column[rowStart + i] = columnData[i]
      },
    })
  }
  return [...columns.values()]
}

const rowName = (row: number): string => `Row ${row}, counted from 0`

function rowsOf(names: readonly string[], columns: readonly (readonly unknown[])[]): Row[] {
  const [{ length }] = columns
  const other = columns.findIndex((column) => column.length !== length)
  if (other !== -1) {
    throw new FormatError(
      `The column ${names[other]} has ${columns[other].length} values, and ${names[0]} ${length}.`,
    )
  }
  return Array.from({ length }, (_, place) => ({
    cells: columns.map((column, i) => valueOf(`${rowName(place)}, column ${names[i]}`, column[place])),
    place,
  }))
}

function valueOf(where: string, value: unknown): Value {
  if (value === undefined || Number.isNaN(value)) return null
  if (typeof value === 'bigint') return exactNumber(where, value)
  if (value instanceof Date) {
    throw new FormatError(
      `${where} is a date; write dates as numbers first, such as the days since one of them, or as strings.`,
    )
  }
  return checkValue(where, value)
}

function exactNumber(where: string, value: bigint): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw new FormatError(`${where} is ${value}, which no number of 53 bits tells; write it as a string.`)
}
