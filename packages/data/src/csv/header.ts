import { describeValue, FormatError } from '@bilayer/core'
import type { Row } from '../rows/row.ts'
import { MOST_COLUMNS } from '../rows/tables.ts'

/** The names of the columns, by the first row. The first may have none, as where another program numbers the rows. Throws `FormatError` for too many, for one without a name, and for two of one name. */
export function namesIn({ cells, place }: Row<string>, hasHeader: boolean): string[] {
  if (cells.length > MOST_COLUMNS) {
    throw new FormatError(
      `Line ${place} has ${cells.length} values; a table has at most ${MOST_COLUMNS} columns.`,
    )
  }
  if (!hasHeader) return cells.map((_, i) => `column${i + 1}`)
  const names = cells.map((cell, i) => cell.trim() || (i === 0 ? 'column1' : ''))
  const places = new Map<string, number>()
  for (const [i, name] of names.entries()) {
    if (name === '') {
      throw new FormatError(`Line ${place} has no name for column ${i + 1}; header: false reads it as a row.`)
    }
    const before = places.get(name)
    if (before !== undefined) {
      throw new FormatError(
        `Line ${place} names columns ${before + 1} and ${i + 1} alike: ${describeValue(name)}; each needs a name of its own.`,
      )
    }
    places.set(name, i)
  }
  return names
}
