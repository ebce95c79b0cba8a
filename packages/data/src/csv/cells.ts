import { FormatError } from '@bilayer/core'
import type { TextRecord } from './record-splitter.ts'

/**
 * The values of a record, as RFC 4180 has them: one that begins with a quote ends with one, and holds two where it means one.
 * Throws `FormatError` for a quote that stands anywhere else.
 */
export function cellsOf(record: TextRecord, separator: string): string[] {
  const { text } = record
  if (!text.includes('"')) return text.split(separator)
  const cells: string[] = []
  let start = 0
  for (;;) {
    const isQuoted = text[start] === '"'
    const end = isQuoted ? behindQuoted(text, start) : endOfPlain(text, start, separator)
    const isLast = end === text.length
    const cell = text.slice(start, end)
    if (isQuoted ? !isLast && text[end] !== separator : cell.includes('"')) {
      throw strayQuote(record, cells.length)
    }
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (isLast) return cells
    start = end + 1
  }
}

function endOfPlain(text: string, start: number, separator: string): number {
  const end = text.indexOf(separator, start)
  return end === -1 ? text.length : end
}

/** The place behind the quote that closes the one at `start`. There is one: a record holds an even number of quotes. */
function behindQuoted(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  return quote + 1
}

const strayQuote = ({ line }: TextRecord, place: number): FormatError =>
  new FormatError(
    `Line ${line} has a quote in the midst of value ${place + 1}; such a value stands in quotes, and each quote in it twice: "5"" wide".`,
  )
