import { type Column, count, tableOf } from '../../../scripts/table.ts'
import type { RankResults } from '../ranks/results.ts'
import { figure, quantity } from '../report.ts'
import type { Forecast } from './forecast.ts'
import { residuals } from './line.ts'
import { type Comparison, type Model, trafficOf } from './model.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const deviation = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`

const seconds = (value: number): string => quantity(1000 * value, 'ms')

const megabytes = (bytes: number): string => figure(bytes / 1e6)

/** A column of numbers. */
const right = <Row>(head: string, cell: (row: Row) => string): Column<Row> => ({ head, align: 'right', cell })

/** The sums that were measured, and the line through them. */
export function sumsTable({ line, sums, network, library }: Model): string {
  const off = residuals(line, sums)
  const rows = sums.map(({ size, value }, i) => ({ size, value, off: off[i] }))
  const table = tableOf(
    [
      right('bytes', ({ size }) => count(size)),
      right('measured', ({ value }) => seconds(value)),
      right('off the line', (row) => deviation(row.off)),
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
      right('measured', ({ measured }) => quantity(measured, 'ms')),
      right('simulated', ({ simulated }) => quantity(simulated, 'ms')),
      right('deviation', ({ simulated, measured }) => deviation(simulated / measured - 1)),
      right('waiting', ({ measuredWaiting }) => percent(measuredWaiting)),
      right('simulated', ({ simulatedWaiting }) => percent(simulatedWaiting)),
    ],
    comparisons,
  )

/** The messages that MPI counted beside those of the simulation. */
export const trafficTable = ({ traffic }: RankResults, { library }: Model): string =>
  tableOf(
    [
      right('ranks', ({ ranks }) => String(ranks)),
      right('steps', ({ steps }) => String(steps)),
      right('messages', ({ messages }) => count(messages)),
      right('simulated', ({ simulated }) => count(simulated.messages)),
      right('MB', ({ bytes }) => megabytes(bytes)),
      right('simulated', ({ simulated }) => megabytes(simulated.bytes)),
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
      right('ranks', ({ ranks }) => count(ranks)),
      right('efficiency', ({ efficiency }) => percent(efficiency)),
      right('batch of a rank for 90 %', ({ batchForGood }) => count(batchForGood)),
      right('of all ranks', ({ ranks, batchForGood }) => count(ranks * batchForGood)),
    ],
    forecasts,
  )
