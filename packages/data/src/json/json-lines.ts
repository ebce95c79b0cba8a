import { FormatError } from '@bilayer/core'
import type { Row } from '../rows/row.ts'
import { RECOGNISED_ROWS, tablesOf } from '../rows/tables.ts'
import { wholeTable } from '../rows/whole-table.ts'
import type { Table } from '../table.ts'
import { decodeText } from '../text/decode.ts'
import { checkSource, type Source } from '../text/source.ts'
import {
  type CheckedJsonOptions,
  checkJsonOptions,
  type JsonOptions,
  type JsonStreamOptions,
} from './options.ts'
import { parseJson } from './parse-json.ts'
import { checkRecord, type JsonRecord, namesOf, valueIn } from './record.ts'

/**
 * The table in a file of JSON lines, an object on each, with columns as `readJson` gives them.
 * Rejects with `FormatError`, which names the line, for what is none, and with `ArgumentError` for what are no such arguments.
 */
export async function readJsonLines(source: Source, options: JsonOptions = {}): Promise<Table> {
  return wholeTable(streamJsonLines(source, options))
}

/**
 * The table in a file of JSON lines, in parts of so many rows. The first 10,000 records tell the columns and their types: a key
 * that comes later is an error. Throws `ArgumentError` at once, and the rest as it is read.
 */
export function streamJsonLines(source: Source, options: JsonStreamOptions = {}): AsyncGenerator<Table> {
  checkSource(source)
  return tablesIn(source, checkJsonOptions(options))
}

async function* tablesIn(
  source: Source,
  { types, reading, rows }: CheckedJsonOptions,
): AsyncGenerator<Table> {
  let names: readonly string[] = []
  let count = 0
  async function* rowsIn(): AsyncGenerator<Row[]> {
    for await (const records of recordsIn(source)) {
      if (names.length === 0) names = namesOf(records.map(({ record }) => record))
      count += records.length
      yield rowsOf(records, names)
    }
  }
  yield* tablesOf(rowsIn(), () => ({ names, types, reading, placeName: lineName, rows }))
  if (count === 0) throw new FormatError('The file has no rows.')
}

const lineName = (line: number): string => `Line ${line}`

/** An object and its line. */
interface LineRecord {
  readonly record: JsonRecord
  readonly line: number
}

function rowsOf(records: readonly LineRecord[], names: readonly string[]): Row[] {
  const known = new Set(names)
  return records.map((record) => rowOf(record, names, known))
}

function rowOf({ record, line }: LineRecord, names: readonly string[], known: ReadonlySet<string>): Row {
  const where = lineName(line)
  const cells = names.map((name) => valueIn(where, record, name))
  const unknown = Object.keys(record).find((name) => !known.has(name))
  if (unknown === undefined) return { cells, place: line }
  throw new FormatError(
    `${where} has the key ${JSON.stringify(unknown)}, which none of the first ${RECOGNISED_ROWS} records has.`,
  )
}

/** The records, so many at a time. */
async function* recordsIn(source: Source): AsyncGenerator<LineRecord[]> {
  let records: LineRecord[] = []
  for await (const { text, line } of linesIn(source)) {
    const record = parseJson(lineName(line), text, line)
    checkRecord(lineName(line), record)
    records.push({ record, line })
    if (records.length < RECOGNISED_ROWS) continue
    yield records
    records = []
  }
  if (records.length > 0) yield records
}

/** So many characters a line may have. */
const LONGEST_LINE = 2 ** 24

/** The lines that are not empty, with their numbers from 1. */
async function* linesIn(source: Source): AsyncGenerator<{ text: string; line: number }> {
  let pending = ''
  let line = 0
  for await (const piece of decodeText(source)) {
    const [first, ...others] = piece.split('\n')
    pending += first
    for (const next of others) {
      line++
      if (pending.trim() !== '') yield { text: pending, line }
      pending = next
    }
    if (pending.length <= LONGEST_LINE) continue
    throw new FormatError(`Line ${line + 1} is longer than ${LONGEST_LINE} characters.`)
  }
  if (pending.trim() !== '') yield { text: pending, line: line + 1 }
}
