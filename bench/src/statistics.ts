import { quantileSorted } from 'simple-statistics'

/** Where half of the samples lie, and where half of the rest lie on each side of it. */
export interface Spread {
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  readonly samples: number
}

/** The median and the quartiles. Throws `RangeError` where there are no samples, or one is not a number. */
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError('There are no samples to take a median of.')
  if (!samples.every(Number.isFinite))
    throw new RangeError(`A sample is not a number: ${samples.join(', ')}.`)
  const sorted = samples.toSorted((a, b) => a - b)
  return {
    median: quantileSorted(sorted, 0.5),
    lowerQuartile: quantileSorted(sorted, 0.25),
    upperQuartile: quantileSorted(sorted, 0.75),
    samples: sorted.length,
  }
}

/** Whether the middle halves of both have nothing in common. */
export const areApart = (a: Spread, b: Spread): boolean =>
  a.upperQuartile < b.lowerQuartile || b.upperQuartile < a.lowerQuartile
