import { FormatError } from '@bilayer/core'
import { type Block, RecordSplitter } from './record-splitter.ts'
import { recogniseSeparator, SEPARATOR_RECORDS } from './separator.ts'
import type { Row } from '../rows/row.ts'

/** Rows of text, and what separates the values. */
export interface Records {
  readonly rows: readonly Row<string>[]
  readonly separator: string
}

type Parse = typeof import('#csv-parse')['parse']

/**
 * The records of a CSV file, some at a time. The separator is recognised in the first ones unless it is given.
 * Throws `FormatError` for a quote that is not closed, or stands where none may.
 */
export async function* readRecords(
  texts: AsyncIterable<string>,
  given: string | undefined,
): AsyncGenerator<Records> {
  const { parse } = await import('#csv-parse')
  let separator = given
  let waiting: Block = { text: '', lines: [] }
  for await (const block of blocksOf(texts)) {
    waiting = waiting.text === '' ? block : joined(waiting, block)
    if (separator === undefined && waiting.lines.length < SEPARATOR_RECORDS) continue
    separator ??= recogniseSeparator(waiting.text)
    yield { rows: parseBlock(parse, waiting, separator), separator }
    waiting = { text: '', lines: [] }
  }
  separator ??= recogniseSeparator(waiting.text)
  yield { rows: parseBlock(parse, waiting, separator), separator }
}

async function* blocksOf(texts: AsyncIterable<string>): AsyncGenerator<Block> {
  const splitter = new RecordSplitter()
  for await (const text of texts) {
    const block = splitter.push(text)
    if (block.lines.length > 0) yield block
  }
  yield splitter.end()
}

const joined = (a: Block, b: Block): Block => ({
  text: a.text + b.text,
  lines: [...a.lines, ...b.lines],
})

function parseBlock(parse: Parse, { text, lines }: Block, separator: string): Row<string>[] {
  try {
    const records = parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      // How many values a record has is checked with the header, which stands in the first block alone.
      relax_column_count: true,
      skip_empty_lines: true,
    })
    return records.map((cells, i) => ({ cells, place: lines[i] }))
  } catch (cause) {
    const { records, column } = cause as { readonly records: number; readonly column: number }
    throw new FormatError(
      `Line ${lines[records]} has a quote in the midst of value ${column + 1}; such a value stands in quotes, and each quote in it twice: "5"" wide".`,
      { cause },
    )
  }
}
