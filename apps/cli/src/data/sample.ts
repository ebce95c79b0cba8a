import { type Cell, createRandom, type Random, type Table } from 'bilayer'
import { Texts } from './texts.ts'

/** A random sample of rows. */
export interface Sampling {
  /** So many, or all where there are fewer. */
  readonly rows: number
  /** One seed gives one sample of a file. */
  readonly seed: number
}

/**
 * A sample in which each row of the parts is as likely as any other. Of the parts no more than one is held beside it.
 * (J. S. Vitter, "Random Sampling with a Reservoir", 1985, algorithm R.)
 */
export async function sampleOf(parts: AsyncIterable<Table>, { rows, seed }: Sampling): Promise<Table> {
  const { below } = createRandom(seed)
  const columns = new Map<string, Cell[]>()
  const texts = new Texts()
  let seen = 0
  for await (const part of parts) {
    const places = placesFor(part.count, seen, rows, below)
    for (const [name, cells] of Object.entries(part.columns)) {
      const column = columns.get(name) ?? []
      columns.set(name, column)
      take(texts.shared(name, cells), places, rows, column)
    }
    seen += part.count
  }
  return { columns: Object.fromEntries(columns), count: Math.min(seen, rows) }
}

/** Where each row goes; from `rows` on, it is not taken. */
const placesFor = (count: number, seen: number, rows: number, below: Random['below']): number[] =>
  Array.from({ length: count }, (_, i) => (seen + i < rows ? seen + i : below(seen + i + 1)))

/** Puts cells into a column, at their places. */
function take(cells: ArrayLike<Cell>, places: readonly number[], most: number, column: Cell[]): void {
  for (const [row, place] of places.entries()) if (place < most) column[place] = cells[row]
}
