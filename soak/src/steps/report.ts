import { type Column, count, tableOf } from '../../../scripts/table.ts'
import { growthOf } from './flatness.ts'
import { quantities, type Quantity } from './messages.ts'
import type { Run, StepsFound } from './results.ts'

/** Every run as a row, each quantity with its first tenth, its last and the growth. */
export function stepsReport({ runs, unavailable }: StepsFound): string {
  const seen = (Object.keys(quantities) as Quantity[]).filter((name) =>
    runs.some((run) => run.quantities.some(({ quantity }) => quantity === name)),
  )
  const columns: Column<Run>[] = [
    { head: 'backend', cell: ({ subject, surroundings }) => `${subject}, ${surroundings}` },
    { head: 'network', cell: ({ training }) => training },
    { head: 'steps', align: 'right', cell: ({ steps }) => count(steps) },
    ...seen.map(
      (name): Column<Run> => ({
        head: quantities[name] === '' ? name : `${name}, MB`,
        align: 'right',
        cell: (run) => cellOf(run, name),
      }),
    ),
  ]
  const missing = unavailable.map(({ subject, reason }) => `\n${subject} was not trained on: ${reason}\n`)
  return `${tableOf(columns, runs)}\n${missing.join('')}`
}

function cellOf(run: Run, name: Quantity): string {
  const found = run.quantities.find(({ quantity }) => quantity === name)
  if (!found) return '–'
  const { tenths, flat } = found
  const inUnit = (value: number) =>
    quantities[name] === '' ? String(value) : (value / 1e6).toFixed(value < 1e5 ? 6 : 2)
  const [first, last] = [inUnit(tenths[0]), inUnit(tenths[tenths.length - 1])]
  const growth = growthOf(tenths)
  if (growth === 0) return first
  const percent = `${growth < 0 ? '−' : '+'}${(100 * Math.abs(growth)).toFixed(1)} %`
  return `${first} → ${last}, ${flat ? percent : `**${percent}**`}`
}

/** Whether nothing grew, and everything ran. */
export const stepsHold = ({ runs, unavailable }: StepsFound): boolean =>
  unavailable.length === 0 && runs.every((run) => run.quantities.every(({ flat }) => flat))
