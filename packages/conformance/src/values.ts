import { createRandom } from '@bilayer/core'

/** The largest finite float32 number. */
export const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127

/** The smallest normal float32 number. */
export const SMALLEST_NORMAL = 2 ** -126

/** Sizes at, just below and just above the edges of the tiles that kernels work in. */
export const edgeSizes = [1, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129] as const

/** Numbers of either sign whose sizes lie between 2⁻¹² and 2¹², with some zeros: one seed, one list. */
export function mixedValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed >>> 0)
  return Float32Array.from({ length }, () => {
    if (random.below(16) === 0) return 0
    const sign = random.below(2) === 0 ? 1 : -1
    return sign * (1 + random.uniform()) * 2 ** (random.below(24) - 12)
  })
}

/** Numbers from −8 to 8, for functions that flatten beyond. */
export function moderateValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed >>> 0)
  return Float32Array.from({ length }, () => 16 * random.uniform() - 8)
}

/** Positive numbers between 2⁻²⁰ and 2²⁰. */
export function positiveValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed >>> 0)
  return Float32Array.from({ length }, () => (1 + random.uniform()) * 2 ** (random.below(40) - 20))
}

/** Whole numbers from −2 to 2, whose sums are exact in any order. */
export function wholeValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed >>> 0)
  return Float32Array.from({ length }, () => random.below(5) - 2)
}

/** What IEEE 754 treats apart from other numbers, and numbers beside it. */
export const specialValues = Float32Array.of(
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  SMALLEST_NORMAL,
  -SMALLEST_NORMAL,
  3.4e38,
  0.1,
  -2.5,
)

/** Numbers too small for the normal form of float32. */
export const subnormalValues = Float32Array.of(
  2 ** -149,
  -(2 ** -149),
  2 ** -130,
  -(2 ** -127),
  1.5 * 2 ** -127,
  2 ** -140,
)
