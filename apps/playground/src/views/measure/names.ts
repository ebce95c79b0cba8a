import type { Size } from '../../worker/bench/protocol.ts'

/** Such as 784-128-10, batch 64. */
export const nameOf = ({ layers, batch }: Size): string => `${layers.join('-')}, batch ${batch}`

/** Steps a second, with three digits that count: 52,300, 1.25. */
export function formatRate(rate: number): string {
  const rounded = Number(rate.toPrecision(3))
  return rounded.toLocaleString('en', { maximumSignificantDigits: 3 })
}
