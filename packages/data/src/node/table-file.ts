import { ArgumentError, checkString, FormatError } from '@bilayer/core'
import { checkCsvOptions, type CsvStreamOptions } from '../csv/options.ts'
import { streamCsv } from '../csv/csv.ts'
import { readJson } from '../json/json.ts'
import { streamJsonLines } from '../json/json-lines.ts'
import { concatenate } from '../concatenate.ts'
import { wholeTable } from '../rows/whole-table.ts'
import type { Table } from '../table.ts'
import { bytesOf, readingFailed } from './file.ts'

/** How a file is read: `types`, `missing` and `rows` whatever its format, the rest where it is CSV. */
export type TableOptions = CsvStreamOptions

/** The tables in a file, one after the other. */
type Reader = (path: string, options: TableOptions) => AsyncGenerator<Table>

/** By the end of a file's name. */
const READERS: Readonly<Record<string, Reader>> = {
  '.csv': (path, options) => streamCsv(bytesOf(path), options),
  '.tsv': (path, options) => streamCsv(bytesOf(path), { separator: '\t', ...options }),
  '.txt': (path, options) => streamCsv(bytesOf(path), options),
  '.jsonl': (path, options) => streamJsonLines(bytesOf(path), options),
  '.ndjson': (path, options) => streamJsonLines(bytesOf(path), options),
  '.json': async function* json(path, options) {
    yield await readJson(await wholeFile(path), options)
  },
  '.parquet': async function* parquet(path, options) {
    const { readParquet } = await import('../parquet/parquet.ts')
    yield await readParquet(await wholeFile(path), options)
  },
}

/**
 * The table in a file: `.csv`, `.tsv`, `.txt`, `.json`, `.jsonl`, `.ndjson` or `.parquet`, with or without `.gz`.
 *
 * Rejects with `FormatError`, which names the file and the place in it, for what is no such table, and with `ArgumentError` for a file
 * that is not there or cannot be read, for any other extension, and for what are no such arguments.
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  return wholeTable(streamTable(path, options))
}

/**
 * The table in a file, in parts of so many rows; `.json` and `.parquet` come in one.
 * Throws `ArgumentError` at once for an extension or options that are none, and the rest as it is read.
 */
export function streamTable(path: string, options: TableOptions = {}): AsyncGenerator<Table> {
  checkString('path', path, 'iris.csv')
  checkCsvOptions(options)
  return tablesIn(path, readerOf(path), options)
}

function readerOf(path: string): Reader {
  const name = path.toLowerCase().replace(/\.gz$/u, '')
  const reader = Object.entries(READERS).find(([extension]) => name.endsWith(extension))
  if (reader) return reader[1]
  throw new ArgumentError(
    `${path}: the end of its name tells no format; it must be one of: ${Object.keys(READERS).join(', ')}, with or without .gz.`,
  )
}

async function* tablesIn(path: string, reader: Reader, options: TableOptions): AsyncGenerator<Table> {
  try {
    yield* reader(path, options)
  } catch (cause) {
    throw readingFailed(path, cause)
  }
}

/** So many bytes are held at once. */
const MOST_BYTES = 2 ** 31

async function wholeFile(path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytesOf(path)) {
    length += part.length
    if (length > MOST_BYTES) throw new FormatError(`The file holds more than ${MOST_BYTES} bytes.`)
    parts.push(part)
  }
  return concatenate(new Uint8Array(length), parts)
}
