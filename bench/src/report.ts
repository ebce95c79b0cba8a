import Table from 'cli-table3'
import type { Measurement, Results } from './results.ts'

export const tableStyle = { head: [], border: [], compact: true }

/** The measurements of one case as a table; ratios are to the first. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const [first] = measurements
  const hasRates = measurements.some(({ rate }) => rate !== undefined)
  const table = new Table({
    head: [
      first.case,
      'median',
      'quartiles',
      `× ${first.subject}`,
      ...(hasRates ? ['GFLOP/s', 'of the probe'] : []),
    ],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: tableStyle,
  })
  for (const { subject, version, unit, median, lowerQuartile, upperQuartile, ...rest } of measurements) {
    const ratio = unit === first.unit ? (median / first.median).toFixed(2) : ''
    const rates =
      rest.rate === undefined || rest.shareOfProbe === undefined
        ? []
        : [rest.rate.toFixed(2), `${(100 * rest.shareOfProbe).toFixed(1)} %`]
    table.push([
      `${subject} ${version}`,
      quantity(median, unit),
      `${quantity(lowerQuartile, unit)} to ${quantity(upperQuartile, unit)}`,
      ratio,
      ...rates,
    ])
  }
  return table.toString()
}

/** What a run came to, beside its tables. */
export function summary({ machine, load, differences, absent, goals }: Results): string {
  const { processor, cores, memory, system, node } = machine
  return [
    ...Object.entries(differences).map(([name, difference]) => `${name} differs: ${difference}.`),
    ...absent.map(({ subject, reason }) => `${subject} was not measured: ${reason}`),
    ...goals.map(
      ({ goal, measured, met }) => `${met ? 'met' : 'NOT met'}: ${goal}; measured ${figure(measured)}`,
    ),
    `${processor}, ${cores} cores, ${memory}, ${system}, Node.js ${node}; load ${figure(load.before)} before, ${figure(load.after)} after`,
  ].join('\n')
}

/** Three figures and the unit, times in the unit that reads best. */
export function quantity(value: number, unit: Measurement['unit']): string {
  if (unit !== 'ms') return `${figure(value)} ${unit}`
  if (value >= 1000) return `${figure(value / 1000)} s`
  if (value >= 1) return `${figure(value)} ms`
  if (value >= 1e-3) return `${figure(1000 * value)} µs`
  return `${figure(1e6 * value)} ns`
}

/** Three figures, without an exponent. */
export const figure = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))

/** A share with one figure behind the point. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
