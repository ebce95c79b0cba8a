import type { Estimate } from '@bilayer/conformance'
import type { Operation } from '../../../packages/conformance/src/operation.ts'

/** How near to its bound each operation came, at worst. */
export interface Closest {
  /** Takes a result into account that was held against its estimate. */
  readonly note: (operation: Operation, found: Float32Array, estimate: Estimate) => void
  /** The largest share of the allowed error, 0 to 1, of each operation that is not exact. */
  readonly shares: () => Record<string, number>
}

export function watchClosest(): Closest {
  const shares = new Map<string, number>()
  return {
    note: ({ op, closeness }, found, estimate) => {
      if (closeness === 'rounded') return
      const share = largestShare(found, estimate)
      if (share !== undefined) shares.set(op, Math.max(share, shares.get(op) ?? 0))
    },
    shares: () => Object.fromEntries(shares),
  }
}

/** A smaller bound is one on underflow, which loses up to all of a number: no measure of how well a sum is computed. */
const LEAST_BOUND = 2 ** -110

/** The largest error as a share of what is allowed; undefined where each number is either exact, or anything, or underflows. */
export function largestShare(found: Float32Array, { values, bounds }: Estimate): number | undefined {
  let largest: number | undefined
  for (const [i, bound] of bounds.entries()) {
    const error = Math.abs(found[i] - values[i])
    if (bound >= LEAST_BOUND && bound < Infinity && error < Infinity)
      largest = Math.max(error / bound, largest ?? 0)
  }
  return largest
}
