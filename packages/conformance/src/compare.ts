import { type Backend, type Matrix, type Numerics, shapeOf } from '@bilayer/core'
import { type CaseContext, ConformanceError, expect } from './case.ts'
import type { Estimate } from './oracle.ts'

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127
const SMALLEST_NORMAL = 2 ** -126

/** How closely an operation is held. */
export type Closeness =
  /** Within the bound that the oracle composed. */
  | 'bounded'
  /** The float32 number nearest to the float64 result, where the backend rounds like float32; else within the bound. */
  | 'rounded'
  /** The very number. */
  | 'exact'

/**
 * Runs one formula on the backend under test and on the oracle, and holds the first against the second, element by element.
 * Everything that the formula makes is freed.
 */
export async function agree<B extends Backend>(
  { backend, oracle }: CaseContext<B>,
  formula: (device: B) => Matrix,
  closeness: Closeness = 'bounded',
): Promise<void> {
  // The oracle has every operation, so it stands for any backend.
  const expected = oracle.backend.scope(() => formula(oracle.backend as unknown as B))
  using found = backend.scope(() => formula(backend))
  expect(
    found.rows === expected.rows && found.cols === expected.cols,
    `the result is ${shapeOf(found)}; it should be ${shapeOf(expected)}`,
  )
  holdAgainst(await found.read(), oracle.estimate(expected), found.cols, closeness, backend.numerics)
}

/** Throws at the first element that is not what the estimate allows. */
export function holdAgainst(
  found: Float32Array,
  { values, bounds }: Estimate,
  cols: number,
  closeness: Closeness,
  numerics: Numerics,
): void {
  expect(
    found.length === values.length,
    `read gives ${found.length} numbers; there should be ${values.length}`,
  )
  const exactly = closeness === 'exact' || (closeness === 'rounded' && numerics.unitRoundoff === 2 ** -24)
  for (const [i, value] of values.entries()) {
    const near = exactly ? isNearest(found[i], value, numerics) : isWithin(found[i], value, bounds[i])
    if (near) continue
    const allowed = exactly ? 'exactly that' : `within ${bounds[i]}`
    throw new ConformanceError(
      `element (${Math.floor(i / cols)}, ${i % cols}) is ${found[i]}; it should be ${Math.fround(value)}, ${allowed}`,
    )
  }
}

/** Whether two matrices' values are the same bits, but for the sign of zero and the payload of NaN. */
export const sameValues = (x: Float32Array, y: Float32Array): boolean =>
  x.length === y.length &&
  x.every((value, i) => value === y[i] || (Number.isNaN(value) && Number.isNaN(y[i])))

/** NaN is near nothing but NaN, and ∞ nothing but ∞ or what float32 cannot hold. */
function isWithin(found: number, value: number, bound: number): boolean {
  if (Number.isNaN(value)) return Number.isNaN(found)
  if (!Number.isFinite(value)) return found === value
  if (Math.abs(found) === Infinity)
    return Math.sign(found) === Math.sign(value) && Math.abs(value) + bound > LARGEST_FLOAT32
  return Math.abs(found - value) <= bound
}

function isNearest(found: number, value: number, { subnormals }: Numerics): boolean {
  const nearest = Math.fround(value)
  if (found === nearest || (Number.isNaN(found) && Number.isNaN(nearest))) return true
  return subnormals === 'flushed' && found === 0 && Math.abs(value) < SMALLEST_NORMAL
}
