import { cpus, loadavg, platform, release } from 'node:os'
import Table from 'cli-table3'
import type { Timing } from './measure.ts'
import { operationsOf } from './problem.ts'

/** A run of the benchmark, with what it ran on. */
export interface Results {
  readonly date: string
  readonly machine: {
    readonly processor: string
    readonly cores: number
    readonly system: string
    readonly node: string
  }
  /** Processes that wanted a core, in the minute before and in the minute of the end: above 1 the figures are disturbed. */
  readonly load: { readonly before: number; readonly after: number }
  readonly timings: readonly Timing[]
}

export const machine = (): Results['machine'] => ({
  processor: cpus()[0].model,
  cores: cpus().length,
  system: `${platform()} ${release()}`,
  node: process.version,
})

export const load = (): number => loadavg()[0]

/** The timings of one size as a table; the ratio is to the first contender. */
export function timingTable(timings: readonly Timing[]): string {
  const [first] = timings
  const table = new Table({
    head: ['one training step', 'median', 'quartiles', 'GFLOP/s', `ratio to ${first.contender}`],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const { contender, version, size, median, lowerQuartile, upperQuartile } of timings) {
    table.push([
      `${contender} ${version}`,
      `${median.toFixed(3)} ms`,
      `${lowerQuartile.toFixed(3)} to ${upperQuartile.toFixed(3)}`,
      (operationsOf(size) / median / 1e6).toFixed(2),
      (median / first.median).toFixed(2),
    ])
  }
  return table.toString()
}
