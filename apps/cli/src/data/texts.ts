import type { Cell } from 'bilayer'

/** Beyond it a column has names rather than categories, few of which come twice. */
const MOST_KNOWN = 20_000

/** Keeps each text of a column once, however many rows have it. */
export class Texts {
  readonly #known = new Map<string, Map<string, string>>()

  /** The cells of a column, with texts that came before in the place of their equals. */
  shared(column: string, cells: ArrayLike<Cell>): ArrayLike<Cell> {
    if (ArrayBuffer.isView(cells)) return cells
    const known = this.#known.get(column) ?? new Map<string, string>()
    this.#known.set(column, known)
    return Array.from(cells, (cell) => (typeof cell === 'string' ? sharedText(known, cell) : cell))
  }
}

function sharedText(known: Map<string, string>, text: string): string {
  const before = known.get(text)
  if (before === undefined && known.size < MOST_KNOWN) known.set(text, text)
  return before ?? text
}
