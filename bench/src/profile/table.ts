import Table from 'cli-table3'
import { PROBE_OPERATIONS, rate } from '../probe.ts'
import { figure, percent, quantity, tableStyle } from '../report.ts'
import type { Profile } from './profile.ts'

/** The profile as a table: one row an operation, in the step's order. */
export function profileTable({ calls, step, probe }: Profile): string {
  const table = new Table({
    head: ['operation', 'operands', 'time', 'of the step', 'GFLOP/s', 'of the probe', 'GB/s'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  const peak = rate(PROBE_OPERATIONS, probe.median)
  const row = (name: string, shapes: string, time: number, operations: number, bytes?: number) =>
    table.push([
      name,
      shapes,
      quantity(time, 'ms'),
      percent(time / step.median),
      figure(rate(operations, time)),
      percent(rate(operations, time) / peak),
      bytes === undefined ? '' : figure(bytes / time / 1e6),
    ])
  for (const { op, shapes, median, operations, bytes } of calls) row(op, shapes, median, operations, bytes)
  const total = calls.reduce((sum, { median }) => sum + median, 0)
  const operations = calls.reduce((sum, call) => sum + call.operations, 0)
  row('all, one by one', '', total, operations)
  row('the step as it runs', '', step.median, operations)
  return [
    table.toString(),
    `The multiply-add probe reached ${figure(peak)} GFLOP/s on one thread in the same seconds.`,
    atBest(rate(operations, step.least), rate(PROBE_OPERATIONS, probe.least)),
  ].join('\n')
}

const atBest = (step: number, probe: number): string =>
  `At best, by the shortest times: ${figure(step)} of ${figure(probe)} GFLOP/s, ${percent(step / probe)}.`
