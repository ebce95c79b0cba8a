import type { Row } from '../rows/row.ts'
import { cellsOf } from './cells.ts'
import { RecordSplitter, type TextRecord } from './record-splitter.ts'
import { recogniseSeparator, SEPARATOR_RECORDS } from './separator.ts'

/** Rows of text, and what separates the values. */
export interface Records {
  readonly rows: readonly Row<string>[]
  readonly separator: string
}

/**
 * The records of a CSV file, some at a time. The separator is recognised in the first ones unless it is given.
 * Throws `FormatError` for a quote that is not closed, or stands where none may.
 */
export async function* readRecords(
  texts: AsyncIterable<string>,
  given: string | undefined,
): AsyncGenerator<Records> {
  let separator = given
  let waiting: TextRecord[] = []
  for await (const records of recordsIn(texts)) {
    waiting = waiting.length === 0 ? records : [...waiting, ...records]
    if (separator === undefined && waiting.length < SEPARATOR_RECORDS) continue
    separator ??= recogniseSeparator(waiting)
    yield { rows: rowsOf(waiting, separator), separator }
    waiting = []
  }
  if (waiting.length === 0) return
  separator ??= recogniseSeparator(waiting)
  yield { rows: rowsOf(waiting, separator), separator }
}

async function* recordsIn(texts: AsyncIterable<string>): AsyncGenerator<TextRecord[]> {
  const splitter = new RecordSplitter()
  for await (const text of texts) yield splitter.push(text)
  yield splitter.end()
}

const rowsOf = (records: readonly TextRecord[], separator: string): Row<string>[] =>
  records.map((record) => ({ cells: cellsOf(record, separator), place: record.line }))
