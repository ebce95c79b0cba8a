import { count, tableOf } from '../../../scripts/table.ts'
import type { RankResults } from '../ranks/results.ts'
import { figure, percent, quantity } from '../report.ts'
import type { Forecast } from './forecast.ts'
import { residuals } from './line.ts'
import { type Comparison, type Model, trafficOf } from './model.ts'

const deviation = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`

const seconds = (value: number): string => quantity(1000 * value, 'ms')

const megabytes = (bytes: number): string => figure(bytes / 1e6)

/** The sums that were measured, and the line through them. */
export function sumsTable({ line, sums, network, library }: Model): string {
  const off = residuals(line, sums)
  const rows = sums.map(({ size, value }, i) => ({ size, value, off: off[i] }))
  const table = tableOf(
    [
      { head: 'bytes', align: 'right', cell: ({ size }) => count(size) },
      { head: 'measured', align: 'right', cell: ({ value }) => seconds(value) },
      { head: 'off the line', align: 'right', cell: (row) => deviation(row.off) },
    ],
    rows,
  )
  const { call, perByteCopied, perByteAdded } = network
  return [
    table,
    '',
    `The line: ${seconds(line.constant)} a sum, and ${seconds(1e6 * line.slope)} for each megabyte. As ${library} sums, that is ` +
      `${seconds(call)} a call, ${seconds(1e6 * perByteCopied)} to copy a megabyte and ${seconds(1e6 * perByteAdded)} to add one to another.`,
  ].join('\n')
}

/** What was measured on this machine beside what the simulation says. */
export const comparisonTable = (comparisons: readonly Comparison[]): string =>
  tableOf(
    [
      { head: 'ranks', cell: ({ name }) => name },
      { head: 'measured', align: 'right', cell: ({ measured }) => quantity(measured, 'ms') },
      { head: 'simulated', align: 'right', cell: ({ simulated }) => quantity(simulated, 'ms') },
      {
        head: 'deviation',
        align: 'right',
        cell: ({ simulated, measured }) => deviation(simulated / measured - 1),
      },
      { head: 'waiting', align: 'right', cell: ({ measuredWaiting }) => percent(measuredWaiting) },
      { head: 'simulated', align: 'right', cell: ({ simulatedWaiting }) => percent(simulatedWaiting) },
    ],
    comparisons,
  )

/** The messages that MPI counted beside those of the simulation. */
export const trafficTable = ({ traffic }: RankResults, { library }: Model): string =>
  tableOf(
    [
      { head: 'ranks', align: 'right', cell: ({ ranks }) => String(ranks) },
      { head: 'steps', align: 'right', cell: ({ steps }) => String(steps) },
      { head: 'messages', align: 'right', cell: ({ messages }) => count(messages) },
      { head: 'simulated', align: 'right', cell: ({ simulated }) => count(simulated.messages) },
      { head: 'MB', align: 'right', cell: ({ bytes }) => megabytes(bytes) },
      { head: 'simulated', align: 'right', cell: ({ simulated }) => megabytes(simulated.bytes) },
    ],
    traffic.map((counted) => ({ ...counted, simulated: trafficOf(library, counted) })),
  )

/** Where ranks would stand. */
export const forecastTable = (forecasts: readonly Forecast[]): string =>
  tableOf(
    [
      { head: 'layers, batch of a rank', cell: ({ layers, batch }) => `${layers.join('-')}, ${batch}` },
      { head: 'network', cell: ({ network }) => network },
      { head: 'MPI', cell: ({ library }) => library },
      { head: 'ranks', align: 'right', cell: ({ ranks }) => count(ranks) },
      { head: 'efficiency', align: 'right', cell: ({ efficiency }) => percent(efficiency) },
      { head: 'batch of a rank for 90 %', align: 'right', cell: ({ batchForGood }) => count(batchForGood) },
      {
        head: 'of all ranks',
        align: 'right',
        cell: ({ ranks, batchForGood }) => count(ranks * batchForGood),
      },
    ],
    forecasts,
  )
