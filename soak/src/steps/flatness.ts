import { mean } from 'simple-statistics'

/** Steps that are left out at the begin, while code is compiled and pools fill; a tenth of all, where that is less. */
const WARM_UP = 10_000

/** By how much the last tenth may be above the first, as a share of it. */
const MOST_GROWTH = 0.02

const PARTS = 10

/** How something that was sampled at even distances went. */
export interface Flatness {
  /** The mean of each tenth of the samples, without those of the warm-up. */
  readonly tenths: readonly number[]
  /** Whether it grew by no more than `MOST_GROWTH`. What falls does not leak. */
  readonly flat: boolean
}

/** Of samples at even distances over so many steps. Throws `RangeError` where there are fewer samples than tenths. */
export function flatnessOf(samples: readonly number[], steps: number): Flatness {
  const warmUp = Math.min(WARM_UP / steps, 1 / PARTS)
  const counted = samples.slice(Math.ceil(warmUp * samples.length))
  if (counted.length < PARTS)
    throw new RangeError(`${samples.length} samples are too few; ${PARTS + 2} would do.`)
  const border = (part: number) => Math.round((part * counted.length) / PARTS)
  const tenths = Array.from({ length: PARTS }, (_, part) =>
    mean(counted.slice(border(part), border(part + 1))),
  )
  return { tenths, flat: growthOf(tenths) <= MOST_GROWTH }
}

/** How much the last tenth is above the first, as a share of it. */
export function growthOf(tenths: readonly number[]): number {
  const [first] = tenths
  const last = tenths[tenths.length - 1]
  return last === first ? 0 : (last - first) / first
}
