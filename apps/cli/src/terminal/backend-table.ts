import type { Trial } from 'bilayer'
import Table from 'cli-table3'

/** Characters for the reasons, the last column. */
const NARROWEST = 20
const WIDEST = 60

/** Characters of a cell's border and padding. */
const FRAME = 3

/** What was tried and why, a line for each backend, in `width` characters where that is enough. */
export function backendTable(trials: readonly Trial[], width: number): string {
  const timed = trials.some(({ milliseconds }) => milliseconds !== undefined)
  const rows = [
    ['backend', 'outcome', ...(timed ? ['step'] : []), 'why'],
    ...trials.map(({ name, outcome, milliseconds, reason }) => [
      name,
      outcome,
      ...(timed ? [milliseconds === undefined ? '–' : `${milliseconds.toFixed(3)} ms`] : []),
      reason,
    ]),
  ]
  const [head, ...body] = rows
  const others = head.slice(0, -1).map((_, column) => longest(rows, column) + FRAME)
  const rest = width - others.reduce((sum, other) => sum + other, 0) - 2
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: [...others.map(() => null), Math.max(NARROWEST, Math.min(WIDEST, rest))],
  })
  table.push(...body)
  return table.toString()
}

const longest = (rows: readonly string[][], column: number): number =>
  Math.max(...rows.map((row) => row[column].length))
