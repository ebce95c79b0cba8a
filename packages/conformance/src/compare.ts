import { type Backend, type Matrix, type Numerics, shapeOf } from '@bilayer/core'
import { type CaseContext, ConformanceError, expect } from './case.ts'
import type { Estimate } from './oracle.ts'
import { LARGEST_FLOAT32 } from './values.ts'

/** How closely a result is held. */
export type Closeness =
  /** Within the bound that the oracle composed, which is 0 for an operation that is exact. */
  | 'bounded'
  /** The float32 number nearest to the float64 result, where the backend rounds like float32; else within the bound. */
  | 'rounded'

/**
 * Runs one formula on the backend under test and on the oracle, and holds the first against the second, element by element.
 * Everything that the formula makes is freed.
 */
export async function agree<B extends Backend>(
  { backend, oracle, noteErrorShare }: CaseContext<B>,
  formula: (device: B) => Matrix,
  closeness: Closeness = 'bounded',
): Promise<void> {
  // The oracle has every operation, so it stands for any backend.
  using expected = oracle.backend.scope(() => formula(oracle.backend as unknown as B))
  using found = backend.scope(() => formula(backend))
  expect(
    found.rows === expected.rows && found.cols === expected.cols,
    `the result is ${shapeOf(found)}; it should be ${shapeOf(expected)}`,
  )
  hold({ backend, noteErrorShare }, await found.read(), oracle.estimate(expected), found.cols, closeness)
}

/** Holds what a backend computed against an estimate, and tells the report how near it came. */
export function hold(
  { backend, noteErrorShare }: Pick<CaseContext, 'backend' | 'noteErrorShare'>,
  found: Float32Array,
  estimate: Estimate,
  cols: number,
  closeness: Closeness,
): void {
  const share = holdAgainst(found, estimate, cols, closeness, backend.numerics)
  if (share !== undefined) noteErrorShare(share)
}

/**
 * Throws at the first element that is not what the estimate allows. What is NaN or ±∞ is left open where a backend declares so.
 * Gives the largest share that an element took of the error it was allowed; undefined where none was allowed one.
 */
export function holdAgainst(
  found: Float32Array,
  { values, bounds }: Estimate,
  cols: number,
  closeness: Closeness,
  numerics: Numerics,
): number | undefined {
  expect(
    found.length === values.length,
    `read gives ${found.length} numbers; there should be ${values.length}`,
  )
  let largest: number | undefined
  for (const [i, value] of values.entries()) {
    if (numerics.nonFinite === 'unspecified' && !Number.isFinite(Math.fround(value))) continue
    const exactly = closeness === 'rounded' && isRoundedOnce(value, bounds[i], numerics)
    const holds = exactly ? isNearest(found[i], value, numerics) : isWithin(found[i], value, bounds[i])
    if (holds) {
      const share = exactly ? undefined : shareOf(found[i], value, bounds[i])
      if (share !== undefined) largest = Math.max(largest ?? 0, share)
      continue
    }
    const allowed = exactly || bounds[i] === 0 ? 'exactly that' : `within ${bounds[i]}`
    throw new ConformanceError(
      `element (${Math.floor(i / cols)}, ${i % cols}) is ${inWords(found[i])}; it should be ${inWords(Math.fround(value))}, ${allowed}`,
    )
  }
  return largest
}

/** The share that an error takes of its bound; undefined where it is no number, as beside ∞. */
function shareOf(found: number, value: number, bound: number): number | undefined {
  const share = Math.abs(found - value) / bound
  return Number.isFinite(share) && bound < Infinity ? share : undefined
}

/** A number as people write it; −0 too. */
const inWords = (x: number): string => (Object.is(x, -0) ? '-0' : String(x))

/** Whether two matrices' values are the same bits, but for the sign of zero and the payload of NaN. */
export const sameValues = (x: Float32Array, y: Float32Array): boolean =>
  x.length === y.length &&
  x.every((value, i) => value === y[i] || (Number.isNaN(value) && Number.isNaN(y[i])))

/** NaN is near nothing but NaN, and ∞ nothing but ∞ or what float32 cannot hold; a bound of ∞ allows anything. */
function isWithin(found: number, value: number, bound: number): boolean {
  if (bound === Infinity) return true
  if (Number.isNaN(value)) return Number.isNaN(found)
  if (!Number.isFinite(value)) return found === value
  if (Math.abs(found) === Infinity)
    return Math.sign(found) === Math.sign(value) && Math.abs(value) + bound > LARGEST_FLOAT32
  return Math.abs(found - value) <= bound
}

/** Whether a bound allows for one float32 rounding and nothing else: no flushed operand, no flushed result. */
const isRoundedOnce = (value: number, bound: number, { unitRoundoff, subnormals }: Numerics): boolean =>
  unitRoundoff === 2 ** -24 && (subnormals === 'kept' || bound <= 2 * unitRoundoff * Math.abs(value))

/** Zeros have a sign where the backend follows IEEE 754. */
function isNearest(found: number, value: number, { nonFinite }: Numerics): boolean {
  const nearest = Math.fround(value)
  if (nearest === 0 && nonFinite === 'ieee') return Object.is(found, nearest)
  return found === nearest || (Number.isNaN(found) && Number.isNaN(nearest))
}
