import { quantileOf } from '../../quantile.ts'

/** How numbers are spread. */
export interface Distribution {
  readonly mean: number
  /** √((1/n) Σ (x − mean)²). */
  readonly deviation: number
  /** 5 % of the numbers are below it. */
  readonly low: number
  readonly median: number
  /** 5 % of the numbers are above it. */
  readonly high: number
  /** The largest |x|. */
  readonly largest: number
}

/** How numbers, one at least, are spread. */
export function distributionOf(values: Float64Array): Distribution {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const sorted = values.toSorted()
  return {
    mean,
    deviation: Math.sqrt(squares / values.length),
    low: quantileOf(sorted, 0.05),
    median: quantileOf(sorted, 0.5),
    high: quantileOf(sorted, 0.95),
    largest: Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1])),
  }
}

/** How many numbers lie from `from` up to `to`, which only the last bin includes. */
export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Numbers, one at least, counted in so many bins of equal width; in one where all are equal. */
export function histogramOf(values: Float64Array, bins: number): Bin[] {
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  if (least === most) return [{ from: least - 0.5, to: most + 0.5, count: values.length }]
  const counts = new Uint32Array(bins)
  const width = (most - least) / bins
  for (const value of values) counts[Math.min(Math.floor((value - least) / width), bins - 1)]++
  return Array.from(counts, (count, i) => ({ from: least + i * width, to: least + (i + 1) * width, count }))
}
