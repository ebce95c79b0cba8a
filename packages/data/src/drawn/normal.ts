import type { Random } from '@bilayer/core'

/** A number of the standard normal distribution (G. Box and M. Muller, 1958). */
export function normal({ uniform }: Random): number {
  // 1 − u, since u may be 0 but never 1.
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}
