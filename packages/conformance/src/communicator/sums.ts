import { expect } from '../case.ts'
import { specialValues, subnormalValues } from '../values.ts'
import type { CommunicatorCase, RankContext } from './case.ts'
import { type Draw, expectExactSum, expectSum, mixed, whole } from './values.ts'

/** Nothing, one, some that no transport splits evenly, and around sizes where transports change their ways. */
const SIZES = [
  0, 1, 2, 3, 4, 5, 7, 8, 13, 63, 64, 65, 1000, 1023, 1024, 1025, 4095, 4097, 16_383, 16_385, 65_535, 65_537,
]

const LARGE_SIZES = [1_000_003, 10_000_000]

/** Those whose sums are exact: where one is rounded, or overflows on the way, the order of the additions counts. */
const ieeeValues = specialValues.filter((value) => !Number.isFinite(value) || Number.isSafeInteger(2 * value))

/** Each special number meets each, as far as there are ranks: rank r changes its number every k^r places. */
const combined =
  (values: Float32Array): Draw =>
  (length, rank) =>
    Float32Array.from({ length }, (_, i) => {
      const place = rank < 2 ? Math.floor(i / values.length ** rank) : i + rank
      return values[place % values.length]
    })

/** What every rank has after a sum, of what each drew. */
async function summed({ communicator }: RankContext, draw: Draw, length: number): Promise<Float32Array> {
  const values = draw(length, communicator.rank)
  await communicator.allReduceSum(values)
  return values
}

const sizesCase = (title: string, sizes: readonly number[]): CommunicatorCase => ({
  op: 'allReduceSum',
  title,
  run: async (context) => {
    const draw = mixed(context.seed)
    for (const size of sizes) {
      const values = await summed(context, draw, size)
      expectSum(`of ${size} numbers`, values, draw, context.communicator.size)
      await context.expectSameBits(`of ${size} numbers`, values)
    }
  },
})

const exactCase = (title: string, length: number, drawOf: (seed: number) => Draw): CommunicatorCase => ({
  op: 'allReduceSum',
  title,
  run: async (context) => {
    const draw = drawOf(context.seed)
    const values = await summed(context, draw, length)
    expectExactSum(title, values, draw, context.communicator.size)
    await context.expectSameBits(title, values)
  },
})

/** Runs a sum in part of an array, whose other numbers must stay. */
async function sumInside(context: RankContext, whole: Float32Array, draw: Draw): Promise<void> {
  const { rank, size } = context.communicator
  const margin = 11
  whole.fill(rank + 0.5)
  const inside = whole.subarray(margin, whole.length - margin)
  inside.set(draw(inside.length, rank))
  await context.communicator.allReduceSum(inside)
  expectExactSum('inside', inside, draw, size)
  const outside = [...whole.subarray(0, margin), ...whole.subarray(whole.length - margin)]
  expect(
    outside.every((value) => value === rank + 0.5),
    `numbers beside the view were changed: ${outside.join(', ')}`,
  )
}

/** What a sum is. */
export const sumCases: readonly CommunicatorCase[] = [
  exactCase('of whole numbers is exact', 1000, whole),
  sizesCase('is within γ of float64 and has the same bits on all ranks, at every size', SIZES),
  exactCase('treats NaN, ±∞ and −0 as IEEE 754 has it', ieeeValues.length ** 2, () => combined(ieeeValues)),
  exactCase('of −0 alone is −0', 5, () => (length) => new Float32Array(length).fill(-0)),
  exactCase('keeps subnormal numbers', subnormalValues.length ** 2, () => combined(subnormalValues)),
  exactCase(
    'that is too large is ∞',
    4,
    () => (length, rank) => new Float32Array(length).fill(rank < 2 ? 3.4e38 : 0),
  ),
  {
    op: 'allReduceSum',
    title: 'leaves the numbers beside a view as they are',
    run: async (context) => {
      for (const length of [23, 1001, 100_001])
        await sumInside(context, new Float32Array(length), whole(context.seed))
    },
  },
  {
    op: 'allReduceSum',
    title: 'takes memory that threads share',
    run: async (context) => {
      await sumInside(context, new Float32Array(new SharedArrayBuffer(4 * 1001)), whole(context.seed))
    },
  },
]

/** What takes longest. */
export const largeSumCases: readonly CommunicatorCase[] = [
  sizesCase('is as right for up to ten million numbers', LARGE_SIZES),
]
