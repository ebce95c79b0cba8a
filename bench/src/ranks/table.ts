import { count, tableOf } from '../../../scripts/table.ts'
import { figure, percent, quantity } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { efficiencyOf, leastOf } from './efficiency.ts'
import type { MeasuredCase, RankResults, Sample } from './results.ts'

const shareOf = (share: number | undefined): string => (share === undefined ? '–' : percent(share))

/** The spread of what the samples tell; undefined where they do not. */
function spreadOfSamples({ samples }: MeasuredCase, value: (sample: Sample) => number | null) {
  const found = samples.flatMap((sample) => value(sample) ?? [])
  return found.length === 0 ? undefined : spreadOf(found)
}

/** What was measured of each case. */
export function caseTable({ cases }: RankResults): string {
  return tableOf(
    [
      { head: 'case', cell: ({ name }) => name },
      { head: 'library', cell: ({ library, version }) => `${library} ${version}` },
      { head: 'samples of a rank', align: 'right', cell: ({ size }) => String(size[3]) },
      {
        head: 'a step',
        align: 'right',
        cell: (one) => milliseconds(spreadOfSamples(one, ({ step }) => step)?.median),
      },
      {
        head: 'quartiles',
        align: 'right',
        cell: (one) => {
          const spread = spreadOfSamples(one, ({ step }) => step)
          return `${milliseconds(spread?.lowerQuartile)} to ${milliseconds(spread?.upperQuartile)}`
        },
      },
      { head: 'efficiency', align: 'right', cell: (one) => shareOf(efficiencyOf(cases, one)?.byTime) },
      { head: 'shortest step', align: 'right', cell: (one) => milliseconds(leastOf(one)) },
      { head: 'by shortest', align: 'right', cell: (one) => shareOf(efficiencyOf(cases, one)?.byLeast) },
      {
        head: 'by processor time',
        align: 'right',
        cell: (one) => shareOf(efficiencyOf(cases, one)?.byProcessor),
      },
      {
        head: 'waiting',
        align: 'right',
        cell: (one) => shareOf(spreadOfSamples(one, ({ waiting }) => waiting)?.median),
      },
      {
        head: 'processor time of all',
        align: 'right',
        cell: (one) => milliseconds(spreadOfSamples(one, ({ processor }) => processor)?.median),
      },
    ],
    cases,
  )
}

const milliseconds = (value: number | undefined): string =>
  value === undefined ? '–' : quantity(value, 'ms')

/** How long sums take on two ranks. */
export const sumTable = ({ sums }: RankResults): string =>
  tableOf(
    [
      { head: 'numbers summed on two ranks', align: 'right', cell: ({ floats }) => count(floats) },
      { head: 'median', align: 'right', cell: ({ medians }) => quantity(spreadOf(medians).median, 'ms') },
      { head: 'least', align: 'right', cell: ({ least }) => quantity(least, 'ms') },
      { head: 'GB/s', align: 'right', cell: ({ floats, least }) => figure((4 * floats) / least / 1e6) },
    ],
    sums,
  )

/** On what it was measured, and what came of the goals. */
export function rankSummary({ date, machine, load, mpi, absent, goals, traffic }: RankResults): string {
  return [
    ...traffic.map(
      ({ ranks, steps, messages, bytes }) =>
        `${ranks} ranks sent ${messages} messages and ${figure(bytes / 1e6)} MB in an epoch of ${steps} steps.`,
    ),
    ...absent.map(({ subject, reason }) => `${subject} was not measured: ${reason}`),
    ...goals.map(
      ({ goal, measured, met }) => `${met ? 'met' : 'NOT met'}: ${goal}; measured ${figure(measured)}`,
    ),
    machineOf({ date, machine, load, mpi }),
  ].join('\n')
}

export const machineOf = ({
  date,
  machine: { processor, cores, system, node },
  load,
  mpi,
}: Pick<RankResults, 'date' | 'machine' | 'load' | 'mpi'>): string =>
  `${date}, ${processor}, ${cores} cores, ${system}, Node.js ${node}, ${mpi}; load ${figure(load.before)} before, ${figure(load.after)} after.`
