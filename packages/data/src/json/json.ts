import { ArgumentError, describeValue, FormatError } from '@bilayer/core'
import type { Row } from '../rows/row.ts'
import { tableOfRows } from '../rows/tables.ts'
import type { Table } from '../table.ts'
import { decodeText } from '../text/decode.ts'
import { checkJsonOptions, type JsonOptions } from './options.ts'
import { parseJson } from './parse-json.ts'
import { checkNames, checkRecord, checkValue, type JsonRecord, namesOf, valueIn } from './record.ts'

/**
 * The table in a JSON file: an array of objects, one a row, or an object of arrays, one a column. Columns have types as `readCsv`
 * gives them, but that a string is text whatever it says. null, and a key that is not there, is a missing value.
 *
 * Rejects with `FormatError`, which names the record and the column, for any other JSON, a nested value, or one that is not of its
 * column's type, and with `ArgumentError` for what are no such arguments.
 */
export async function readJson(source: string | Uint8Array, options: JsonOptions = {}): Promise<Table> {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    throw new ArgumentError(`source is ${describeValue(source)}; it must be a string or a Uint8Array.`)
  }
  const { types, reading } = checkJsonOptions(options)
  const { names, rows, what } = contentOf(parseJson('The file', await textIn(source), 1))
  const placeName = (place: number) => `${what} ${place}, counted from 0`
  const table = tableOfRows(rows, { names, types, reading, placeName, rows: undefined })
  if (!table) throw new FormatError('The file has no rows.')
  return table
}

async function textIn(source: string | Uint8Array): Promise<string> {
  let text = ''
  for await (const piece of decodeText(source)) text += piece
  return text
}

/** The rows of a file, and what one is called. */
interface Content {
  readonly names: readonly string[]
  readonly rows: readonly Row[]
  readonly what: string
}

function contentOf(json: unknown): Content {
  if (Array.isArray(json)) return contentOfRecords(json)
  if (typeof json === 'object' && json !== null) return contentOfColumns(json as JsonRecord)
  throw new FormatError(
    `The file holds ${describeValue(json)}; it must hold an array of objects, or an object of arrays.`,
  )
}

function contentOfRecords(records: readonly unknown[]): Content {
  const checked = records.map((record, i) => {
    checkRecord(`Record ${i}, counted from 0,`, record)
    return record
  })
  if (checked.length === 0) throw new FormatError('The file has no rows.')
  const names = namesOf(checked)
  const rows = checked.map((record, place) => ({
    cells: names.map((name) => valueIn(`Record ${place}, counted from 0`, record, name)),
    place,
  }))
  return { names, rows, what: 'Record' }
}

function contentOfColumns(columns: JsonRecord): Content {
  const names = Object.keys(columns)
  checkNames(names)
  const lists = names.map((name) => {
    const list = columns[name]
    if (Array.isArray(list)) return list as readonly unknown[]
    throw new FormatError(`The column ${name} is ${describeValue(list)}; it must be an array.`)
  })
  const [{ length }] = lists
  const other = lists.findIndex((list) => list.length !== length)
  if (other !== -1) {
    throw new FormatError(
      `The column ${names[other]} has ${lists[other].length} values, and ${names[0]} ${length}; all must be as long.`,
    )
  }
  const rows = Array.from({ length }, (_, place) => ({
    cells: lists.map((list, i) =>
      checkValue(`Row ${place}, counted from 0, column ${names[i]}`, list[place]),
    ),
    place,
  }))
  return { names, rows, what: 'Row' }
}
