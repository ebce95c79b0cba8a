import type { Trial } from 'bilayer'
import Table from 'cli-table3'

/** Columns of text for the reasons. */
const WIDTH = 60

/** What was tried and why, a line for each backend. */
export function backendTable(trials: readonly Trial[]): string {
  const timed = trials.some(({ milliseconds }) => milliseconds !== undefined)
  const table = new Table({
    head: ['backend', 'outcome', ...(timed ? ['step'] : []), 'why'],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: [...Array.from({ length: timed ? 3 : 2 }, () => null), WIDTH],
  })
  for (const { name, outcome, milliseconds, reason } of trials) {
    const step = milliseconds === undefined ? '–' : `${milliseconds.toFixed(3)} ms`
    table.push([name, outcome, ...(timed ? [step] : []), reason])
  }
  return table.toString()
}
