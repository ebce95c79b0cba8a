import Table from 'cli-table3'
import type { Spread } from '../bench/spread.ts'
import type { BenchResults } from '../commands/bench.ts'

/** What was measured: a table of training steps and one of predictions, the fastest first, and who took no part. */
export function benchTables({ layers, batch, rounds, measured, absent }: BenchResults): string {
  const what = `${layers.join('-')}, ${batch} samples, medians of ${rounds} rounds`
  const tables = [
    `A training step: ${what}`,
    table(batch, new Map(measured.map(({ name, step }) => [name, step]))),
    `A prediction: ${what}`,
    table(batch, new Map(measured.map(({ name, prediction }) => [name, prediction]))),
  ]
  return [
    ...(measured.length > 0 ? tables : []),
    ...absent.map(({ name, reason }) => `${name} took no part: ${reason}`),
  ].join('\n')
}

function table(batch: number, spreads: ReadonlyMap<string, Spread>): string {
  const rows = [...spreads].toSorted(([, a], [, b]) => a.median - b.median)
  const [[, fastest]] = rows
  const result = new Table({
    head: ['backend', 'time', 'half of them', 'samples/s', 'takes'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const [name, { median, lowerQuartile, upperQuartile }] of rows) {
    result.push([
      name,
      `${digits(median)} ms`,
      `${digits(lowerQuartile)} to ${digits(upperQuartile)} ms`,
      Math.round((1000 * batch) / median).toLocaleString('en'),
      `${(median / fastest.median).toPrecision(3)} ×`,
    ])
  }
  return result.toString()
}

/** Three digits that count. */
const digits = (milliseconds: number): string =>
  milliseconds < 100 ? milliseconds.toPrecision(3) : milliseconds.toFixed(0)
