import { type Column, tableOf } from '../../scripts/table.ts'
import { PROBE } from './contest.ts'
import { figure } from './report.ts'
import type { Measurement, Results } from './results.ts'

/**
 * The medians of a result file of training steps as a table of Markdown, a row for each library and a column for each size. In brackets stands
 * how many times the time of the first library each takes. Only those whose name begins with `prefix` have a row.
 */
export function stepTable({ measurements }: Results, prefix = ''): string {
  const sizes = [...new Set(measurements.map((each) => each.case))]
  const [{ subject: first }] = measurements
  const of = (subject: string, size: string) =>
    measurements.find((each) => each.subject === subject && each.case === size)
  const subjects = [...new Set(measurements.map(({ subject }) => subject))]
  const columns: Column<string>[] = [
    { head: '(m0, m1, m2, n)', cell: (subject) => nameOf(of(subject, sizes[0]), subject) },
    ...sizes.map((size) => ({
      head: `(${size})`,
      cell: (subject: string) => cellOf(of(subject, size), subject === first ? undefined : of(first, size)),
    })),
  ]
  return tableOf(
    columns,
    subjects.filter((subject) => subject !== PROBE && subject.startsWith(prefix)),
  )
}

/** Ours have the version of this repository. */
const nameOf = (measured: Measurement | undefined, subject: string): string =>
  measured === undefined || subject.startsWith('bilayer') ? subject : `${subject} ${measured.version}`

function cellOf(measured: Measurement | undefined, first: Measurement | undefined): string {
  if (!measured) return '–'
  const time = timeOf(measured.median)
  return first ? `${time} (${ratioOf(measured.median / first.median)}×)` : time
}

/** Milliseconds in the unit that reads best beside others of a column. */
function timeOf(median: number): string {
  if (median >= 1000) return `${figure(median / 1000)} s`
  return median >= 0.1 ? `${figure(median)} ms` : `${figure(1000 * median)} µs`
}

/** Two figures, or all that stand before the point. */
const ratioOf = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2))
