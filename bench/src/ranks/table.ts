import { type Column, count, tableOf } from '../../../scripts/table.ts'
import { figure, quantity } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { efficiencyOf } from './efficiency.ts'
import type { MeasuredCase, RankResults, Sample } from './results.ts'

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(100 * share).toFixed(1)} %`

const right = <Row>(head: string, cell: (row: Row) => string): Column<Row> => ({ head, align: 'right', cell })

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
      right('samples of a rank', ({ size }) => String(size[3])),
      right('a step', (one) => milliseconds(spreadOfSamples(one, ({ step }) => step)?.median)),
      right('quartiles', (one) => {
        const spread = spreadOfSamples(one, ({ step }) => step)
        return `${milliseconds(spread?.lowerQuartile)} to ${milliseconds(spread?.upperQuartile)}`
      }),
      right('efficiency', (one) => percent(efficiencyOf(cases, one)?.byTime)),
      right('by processor time', (one) => percent(efficiencyOf(cases, one)?.byProcessor)),
      right('waiting', (one) => percent(spreadOfSamples(one, ({ waiting }) => waiting)?.median)),
      right('processor time of all', (one) =>
        milliseconds(spreadOfSamples(one, ({ processor }) => processor)?.median),
      ),
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
      right('numbers summed on two ranks', ({ floats }) => count(floats)),
      right('median', ({ medians }) => quantity(spreadOf(medians).median, 'ms')),
      right('least', ({ least }) => quantity(least, 'ms')),
      right('GB/s', ({ floats, least }) => figure((4 * floats) / least / 1e6)),
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
