import Table from 'cli-table3'
import type { RankResults } from '../ranks/results.ts'
import { figure, quantity, tableStyle } from '../report.ts'
import type { Forecast } from './forecast.ts'
import { residuals } from './line.ts'
import { type Comparison, type Model, trafficOf } from './model.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const deviation = (simulated: number, measured: number): string => {
  const share = simulated / measured - 1
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`
}

const seconds = (value: number): string => quantity(1000 * value, 'ms')

/** The sums that were measured, and the line through them. */
export function lineTable({ line, sums, network, library }: Model): string {
  const table = new Table({
    head: ['bytes summed on two ranks', 'measured', 'off the line'],
    colAligns: ['right', 'right', 'right'],
    style: tableStyle,
  })
  const off = residuals(line, sums)
  for (const [i, { size, value }] of sums.entries()) {
    table.push([size, seconds(value), deviation(1 + off[i], 1)])
  }
  return [
    table.toString(),
    `Least squares of the relative residuals: ${seconds(line.constant)} and ${seconds(1e6 * line.slope)} for a megabyte.`,
    `As ${library} sums: ${seconds(network.call)} a call, ${seconds(1e6 * network.perByteCopied)} to copy a megabyte, ${seconds(1e6 * network.perByteAdded)} to add one.`,
  ].join('\n')
}

/** What was measured on this machine beside what the simulation says. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const table = new Table({
    head: ['ranks', 'measured', 'simulated', 'deviation', 'waiting', 'simulated'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const { name, measured, simulated, measuredWaiting, simulatedWaiting } of comparisons) {
    table.push([
      name,
      quantity(measured, 'ms'),
      quantity(simulated, 'ms'),
      deviation(simulated, measured),
      percent(measuredWaiting),
      percent(simulatedWaiting),
    ])
  }
  return table.toString()
}

/** The messages that MPI counted beside those of the simulation. */
export function trafficTable({ traffic }: RankResults, { library }: Model): string {
  const table = new Table({
    head: ['ranks', 'steps', 'messages', 'simulated', 'MB', 'simulated'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const counted of traffic) {
    const simulated = trafficOf(library, counted)
    table.push([
      counted.ranks,
      counted.steps,
      counted.messages,
      simulated.messages,
      figure(counted.bytes / 1e6),
      figure(simulated.bytes / 1e6),
    ])
  }
  return table.toString()
}

/** Where ranks would stand. */
export function forecastTable(forecasts: readonly Forecast[]): string {
  const table = new Table({
    head: ['network', 'layers', 'batch', 'MPI', 'ranks', 'efficiency', 'batch for 90 %', 'of all ranks'],
    colAligns: ['left', 'left', 'right', 'left', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const { network, layers, batch, library, ranks, efficiency, batchForGood } of forecasts) {
    table.push([
      network,
      layers.join('-'),
      batch,
      library,
      ranks,
      percent(efficiency),
      batchForGood,
      ranks * batchForGood,
    ])
  }
  return table.toString()
}
