import { FormatError } from '@bilayer/core'
import type { Row } from '../rows/row.ts'
import { tablesOf } from '../rows/tables.ts'
import { wholeTable } from '../rows/whole-table.ts'
import type { Table } from '../table.ts'
import { decodeText } from '../text/decode.ts'
import { checkSource, type Source } from '../text/source.ts'
import { recogniseDecimal } from './decimal.ts'
import { namesIn } from './header.ts'
import { type CheckedCsvOptions, checkCsvOptions, type CsvOptions, type CsvStreamOptions } from './options.ts'
import { readRecords } from './records.ts'

/**
 * The table in a CSV file. A column of which more than half of the first 10,000 values are numbers is a `Float64Array`, one of true
 * and false an array of booleans, and any other one of text; what is missing is NaN or null.
 *
 * Rejects with `FormatError`, which names the line, for what is no CSV file, has no rows, or has a value that is not of its
 * column's type, and with `ArgumentError` for what are no such arguments.
 */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<Table> {
  return wholeTable(streamCsv(source, options))
}

/**
 * The table in a CSV file, in parts of so many rows, as `readCsv` gives it: of the file no more than a part is held in memory, but
 * for the first 10,000 rows, which tell the types of the columns. Throws `ArgumentError` at once, and the rest as it is read.
 */
export function streamCsv(source: Source, options: CsvStreamOptions = {}): AsyncGenerator<Table> {
  checkSource(source)
  return tablesIn(source, checkCsvOptions(options))
}

async function* tablesIn(source: Source, options: CheckedCsvOptions): AsyncGenerator<Table> {
  const { separator, types, missing, encoding, decimal, rows } = options
  const file = new CsvFile(options.header)
  const blocks = file.rows(decodeText(source, encoding), separator)
  yield* tablesOf(blocks, (first) => ({
    names: file.names,
    types,
    reading: {
      missing,
      decimal: decimal ?? recogniseDecimal(first as readonly Row<string>[], file.separator),
      isUntyped: true,
    },
    placeName: (line) => `Line ${line}`,
    rows,
  }))
  file.checkRows()
}

/** What is known of a file as its rows are read. */
class CsvFile {
  readonly #hasHeader: boolean
  #names: readonly string[] | undefined
  #separator = ','
  #count = 0

  constructor(hasHeader: boolean) {
    this.#hasHeader = hasHeader
  }

  get names(): readonly string[] {
    return this.#names ?? []
  }

  get separator(): string {
    return this.#separator
  }

  /** The rows below the header. Throws `FormatError` for one that has not a value for each column. */
  async *rows(
    texts: AsyncIterable<string>,
    given: string | undefined,
  ): AsyncGenerator<readonly Row<string>[]> {
    for await (const { rows, separator } of readRecords(texts, given)) {
      this.#separator = separator
      const below = this.#names === undefined ? this.#readHeader(rows) : rows
      for (const row of below) this.#checkLength(row)
      this.#count += below.length
      yield below
    }
  }

  /** Throws `FormatError` where there were none. */
  checkRows(): void {
    if (this.#count > 0) return
    throw new FormatError(
      this.#names === undefined ? 'The file is empty.' : 'The file has a header, and no rows below it.',
    )
  }

  #readHeader(rows: readonly Row<string>[]): readonly Row<string>[] {
    if (rows.length === 0) return rows
    this.#names = namesIn(rows[0], this.#hasHeader)
    return this.#hasHeader ? rows.slice(1) : rows
  }

  #checkLength({ cells, place }: Row): void {
    const expected = this.names.length
    if (cells.length === expected) return
    const first = this.#hasHeader ? 'the header' : 'the first row'
    throw new FormatError(
      `Line ${place} has ${cells.length} ${cells.length === 1 ? 'value' : 'values'}, and ${first} ${expected}; the values seem to be separated by ${JSON.stringify(this.#separator)}.`,
    )
  }
}
