import type { Measurement, Results } from '../results.ts'
import { areApart } from '../statistics.ts'

/** One measurement of two runs. */
export interface Change {
  readonly subject: string
  readonly case: string
  readonly unit: Measurement['unit']
  readonly before: number
  readonly after: number
  /** After over before. */
  readonly ratio: number
  /** `same` where the quartiles of both overlap, or the medians differ by less than is worth a word. */
  readonly verdict: 'better' | 'worse' | 'same'
}

export interface Comparison {
  readonly changes: readonly Change[]
  /** Measurements that one of the two lacks. */
  readonly unmatched: readonly { readonly name: string; readonly missingIn: 'first' | 'second' }[]
  /** What else differs: then the machine or the engine may be what changed. */
  readonly warnings: readonly string[]
}

/** A smaller share of the first median is no change, however tight the quartiles. */
const WORTH_A_WORD = 0.02

/** Holds the second run against the first. */
export function compareResults(first: Results, second: Results): Comparison {
  const before = new Map(first.measurements.map((measurement) => [nameOf(measurement), measurement]))
  const after = new Map(second.measurements.map((measurement) => [nameOf(measurement), measurement]))
  return {
    changes: [...before].flatMap(([name, measurement]) => {
      const other = after.get(name)
      return other === undefined ? [] : [change(measurement, other)]
    }),
    unmatched: [
      ...[...before.keys()]
        .filter((name) => !after.has(name))
        .map((name) => ({ name, missingIn: 'second' as const })),
      ...[...after.keys()]
        .filter((name) => !before.has(name))
        .map((name) => ({ name, missingIn: 'first' as const })),
    ],
    warnings: warnings(first, second),
  }
}

const nameOf = (measurement: Measurement): string =>
  `${measurement.subject}, ${measurement.case}, ${measurement.unit}`

/** Of these, more is better; of all others, less. */
const moreIsBetter = new Set<Measurement['unit']>(['GFLOP/s', '%'])

function change(before: Measurement, after: Measurement): Change {
  const { subject, unit } = before
  const ratio = after.median / before.median
  const isSame = !areApart(before, after) || Math.abs(ratio - 1) < WORTH_A_WORD
  const verdict = isSame ? 'same' : moreIsBetter.has(unit) === ratio > 1 ? 'better' : 'worse'
  return {
    subject,
    case: before.case,
    unit,
    before: before.median,
    after: after.median,
    ratio,
    verdict,
  }
}

function warnings(first: Results, second: Results): string[] {
  return [
    ...difference('benchmark', first.benchmark, second.benchmark),
    ...difference('processor', first.machine.processor, second.machine.processor),
    ...difference('cores', first.machine.cores, second.machine.cores),
    ...difference('Node.js', first.machine.node, second.machine.node),
    ...busy('first', first),
    ...busy('second', second),
  ]
}

const difference = (what: string, a: string | number, b: string | number): string[] =>
  a === b ? [] : [`${what}: ${a} in the first, ${b} in the second`]

const busy = (which: string, { load, machine }: Results): string[] =>
  load.before > machine.cores / 2 ? [`load of the ${which}: ${load.before.toFixed(2)} before it began`] : []
