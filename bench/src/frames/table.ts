import { tableOf } from '../../../scripts/table.ts'
import { spreadOf } from '../statistics.ts'
import type { FrameMeasurement } from './results.ts'

/** How smoothly the page trains, as a table of Markdown: medians, with the least and the most in brackets. */
export const frameTable = (measurements: readonly FrameMeasurement[]): string =>
  tableOf<FrameMeasurement>(
    [
      { head: 'network', cell: ({ screen }) => screen },
      { head: 'backend', cell: ({ backend }) => backend },
      { head: 'build', cell: ({ build }) => build },
      { head: 'frames a second', align: 'right', cell: (row) => cellOf(row, 'frames', 0) },
      { head: 'main thread, ms a frame', align: 'right', cell: (row) => cellOf(row, 'cost', 1) },
    ],
    measurements,
  )

function cellOf({ samples }: FrameMeasurement, of: 'frames' | 'cost', digits: number): string {
  const values = samples.map((sample) => sample[of])
  const [least, middle, most] = [Math.min(...values), spreadOf(values).median, Math.max(...values)].map(
    (value) => value.toFixed(digits),
  )
  return `${middle} (${least} to ${most})`
}
