import { FormatError } from '@bilayer/core'
import { CsvError, parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecords } from './records.ts'

async function* whole(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text)
}

async function cellsOf(text: string, separator: string): Promise<(readonly string[])[] | 'refused'> {
  const cells: (readonly string[])[] = []
  try {
    for await (const { rows } of readRecords(whole(text), separator))
      cells.push(...rows.map((row) => row.cells))
    return cells
  } catch (error) {
    if (error instanceof FormatError) return 'refused'
    throw error
  }
}

function cellsOfOracle(text: string, delimiter: string): string[][] | 'refused' {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    if (error instanceof CsvError) return 'refused'
    throw error
  }
}

test('values are those that csv-parse finds, which refuses the same texts', async () => {
  const token = fc.constantFrom('a', '😀', ',', ';', '"', '""', '\n', '\r\n', '\r', ' ')
  const text = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(',', ';'), async (csv, separator) => {
      expect(await cellsOf(csv, separator)).toEqual(cellsOfOracle(csv, separator))
    }),
    { numRuns: 5_000 },
  )
})
