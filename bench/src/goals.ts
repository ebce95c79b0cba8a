import type { Goal } from './circumstances.ts'
import type { Measurement } from './results.ts'

/** A goal that is met from `target` up; none where nothing was measured. */
export const atLeast = (goal: string, target: number, measured: number | undefined): Goal | undefined =>
  measured === undefined
    ? undefined
    : { goal: `${goal}: at least ${target}`, target, measured, met: measured >= target }

/** A goal that is met up to `target`; none where nothing was measured. */
export const atMost = (goal: string, target: number, measured: number | undefined): Goal | undefined =>
  measured === undefined
    ? undefined
    : { goal: `${goal}: at most ${target}`, target, measured, met: measured <= target }

export const medianOf = (
  measurements: readonly Measurement[],
  subject: string,
  name: string,
): Measurement | undefined =>
  measurements.find((measurement) => measurement.subject === subject && measurement.case === name)

/** How many times the time of `subject` the `peer` takes, in the case where that is least; in one case, where it is given. */
export function fewestTimes(
  measurements: readonly Measurement[],
  subject: string,
  peer: string,
  only?: string,
): number | undefined {
  const ratios = measurements.flatMap((ours) => {
    if (ours.subject !== subject || (only !== undefined && ours.case !== only)) return []
    const theirs = medianOf(measurements, peer, ours.case)
    return theirs === undefined ? [] : [theirs.median / ours.median]
  })
  return ratios.length === 0 ? undefined : Math.min(...ratios)
}
