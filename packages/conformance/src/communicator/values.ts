import { expect } from '../case.ts'
import { mixedValues, wholeValues } from '../values.ts'

/** Half of the distance from 1 to the next float32 number. */
const UNIT_ROUNDOFF = 2 ** -24

/** A prime number, so that what is repeated so often differs at all places where a transport may cut. */
const BLOCK = 4099

/** Numbers that are drawn for up to a block, and repeated beyond: ten million take too long to draw. */
const repeated = (length: number, draw: (length: number) => Float32Array): Float32Array => {
  const block = draw(Math.min(length, BLOCK))
  const values = new Float32Array(length)
  for (let start = 0; start < length; start += BLOCK)
    values.set(block.subarray(0, Math.min(BLOCK, length - start)), start)
  return values
}

/** What makes the numbers that a rank gives. */
export type Draw = (length: number, rank: number) => Float32Array

/** Numbers of all sizes and both signs, whose sums are rounded. */
export const mixed =
  (seed: number): Draw =>
  (length, rank) =>
    repeated(length, (size) => mixedValues(size, seed + 7919 * rank))

/** Whole numbers whose sums are exact in any order. */
export const whole =
  (seed: number): Draw =>
  (length, rank) =>
    repeated(length, (size) => wholeValues(size, seed + 7919 * rank))

/** Bytes of every value, other ones on each rank. */
export function bytesOf(length: number, rank: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = 17 * i + 101 * rank + (i >> 8)
  return bytes
}

/** The sum of what all ranks give, in float64, and the sum of the sizes: of one block, which is all that there is. */
function sumsOf(draw: Draw, length: number, ranks: number): { sum: Float64Array; sizes: Float64Array } {
  const size = Math.min(length, BLOCK)
  const sum = new Float64Array(size).fill(-0)
  const sizes = new Float64Array(size)
  for (let rank = 0; rank < ranks; rank++) {
    for (const [i, value] of draw(size, rank).entries()) {
      sum[i] += value
      sizes[i] += Math.abs(value)
    }
  }
  return { sum, sizes }
}

/** Throws unless each number is within γ of as many terms as there are ranks of the sum of what the ranks drew. */
export function expectSum(what: string, values: Float32Array, draw: Draw, ranks: number): void {
  const { sum, sizes } = sumsOf(draw, values.length, ranks)
  const gamma = (ranks * UNIT_ROUNDOFF) / (1 - ranks * UNIT_ROUNDOFF)
  for (let i = 0; i < values.length; i++) {
    const [exact, allowed] = [sum[i % BLOCK], gamma * sizes[i % BLOCK]]
    if (Math.abs(values[i] - exact) <= allowed) continue
    const told = `number ${i} of ${values.length} is ${values[i]}; it should be ${exact}, give or take ${allowed}`
    expect(false, `${what}: ${told}`)
  }
}

/** Throws unless each number is the sum of what the ranks drew as IEEE 754 has it: NaN, ±∞ and the sign of 0 too. */
export function expectExactSum(what: string, values: Float32Array, draw: Draw, ranks: number): void {
  const { sum } = sumsOf(draw, values.length, ranks)
  for (let i = 0; i < values.length; i++) {
    const exact = Math.fround(sum[i % BLOCK])
    if (Object.is(values[i], exact)) continue
    const told = `number ${i} of ${values.length} is ${textOf(values[i])}; it should be ${textOf(exact)}, exactly that`
    expect(false, `${what}: ${told}`)
  }
}

/** Throws unless two arrays hold the same bytes. */
export function expectBytes(
  what: string,
  found: Float32Array | Uint8Array,
  expected: Float32Array | Uint8Array,
): void {
  const [a, b] = [plainBytes(found), plainBytes(expected)]
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) expect(false, `${what}: byte ${i} of ${a.length} is ${a[i]}; it should be ${b[i]}`)
  }
}

const plainBytes = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const textOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))
