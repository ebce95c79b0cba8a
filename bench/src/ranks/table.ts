import Table from 'cli-table3'
import { figure, quantity, tableStyle } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { efficiencyOf } from './efficiency.ts'
import type { RankResults } from './results.ts'

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(1)} %`

/** What was measured of each case. */
export function caseTable({ cases }: RankResults): string {
  const table = new Table({
    head: [
      'case',
      'library',
      'a step',
      'quartiles',
      'efficiency',
      'by processor',
      'waiting',
      'processor time',
    ],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const one of cases) {
    const step = spreadOf(one.samples.map((sample) => sample.step))
    const waiting = one.samples.flatMap((sample) => (sample.waiting === null ? [] : [sample.waiting]))
    const efficiency = efficiencyOf(cases, one)
    table.push([
      one.name,
      `${one.library} ${one.version}`,
      quantity(step.median, 'ms'),
      `${quantity(step.lowerQuartile, 'ms')} to ${quantity(step.upperQuartile, 'ms')}`,
      percent(efficiency?.byTime),
      percent(efficiency?.byProcessor),
      waiting.length === 0 ? '' : percent(spreadOf(waiting).median),
      quantity(spreadOf(one.samples.map(({ processor }) => processor)).median, 'ms'),
    ])
  }
  return table.toString()
}

/** How long sums take on two ranks. */
export function sumTable({ sums }: RankResults): string {
  const table = new Table({
    head: ['numbers summed on two ranks', 'median', 'least', 'GB/s'],
    colAligns: ['right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const { floats, medians, least } of sums) {
    const { median } = spreadOf(medians)
    table.push([floats, quantity(median, 'ms'), quantity(least, 'ms'), figure((4 * floats) / least / 1e6)])
  }
  return table.toString()
}

export function rankSummary({ machine, load, mpi, absent, goals, traffic }: RankResults): string {
  return [
    ...traffic.map(
      ({ ranks, steps, messages, bytes }) =>
        `${ranks} ranks sent ${messages} messages and ${figure(bytes / 1e6)} MB in an epoch of ${steps} steps.`,
    ),
    ...absent.map(({ subject, reason }) => `${subject} was not measured: ${reason}`),
    ...goals.map(
      ({ goal, measured, met }) => `${met ? 'met' : 'NOT met'}: ${goal}; measured ${figure(measured)}`,
    ),
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node.js ${machine.node}, ${mpi}; load ${figure(load.before)} before, ${figure(load.after)} after`,
  ].join('\n')
}
