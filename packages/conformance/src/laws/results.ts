import * as fc from 'fast-check'
import { agree } from '../compare.ts'
import type { CaseContext, ConformanceCase } from '../case.ts'
import type { ExtendedBackend, Matrix } from '@bilayer/core'
import { makeOperands, type Operation, operandValues, type Shape } from '../operation.ts'
import { edgeSizes, specialValues, subnormalValues, wholeValues } from '../values.ts'
import { agreeOn, exampleOf, type Sizes } from './example.ts'
import { forEachOperation, holdsAlways } from './law.ts'
import { smallestFailure } from './smallest-failure.ts'

/** What operations compute, through every view, for every kind of number. */
export const resultLaws: readonly ConformanceCase[] = [
  ...forEachOperation('is right for tall and for wide matrices', async (operation, context) => {
    await agreeFor(operation, context, [1500, 2, 1])
    await agreeFor(operation, context, [1, 2, 1500])
  }),
  ...forEachOperation('takes views in every position', async (operation, context) => {
    for (const views of everyChoice(operation.operands.length)) {
      await agreeFor(operation, context, [6, 5, 9], views)
    }
  }),
  ...forEachOperation(
    'takes square views, where a transpose that is forgotten fits',
    async (operation, context) => {
      for (const views of everyChoice(operation.operands.length)) {
        await agreeFor(operation, context, [9, 9, 9], views)
      }
    },
  ),
  ...forEachOperation(
    'takes one matrix for several operands, and beside its own view',
    async (operation, context) => {
      for (const size of [1, 9]) {
        const shapes = operation.shapes(size, size, size)
        const [values] = operandValues(operation, shapes, context.seed)
        for (const beside of [(x: Matrix) => x, (x: Matrix) => x.T]) {
          const formula = (device: ExtendedBackend) => {
            const x = device.matrix(size, size, values)
            const alike = ([rows, cols]: Shape) => rows === size && cols === size
            const operands = shapes.map((shape, i) =>
              alike(shape) ? (i === 0 ? x : beside(x)) : device.matrix(...shape, values.subarray(0, size)),
            )
            return operation.run(device, operands)
          }
          await agree(context, formula, operation.closeness)
        }
      }
    },
    ({ operands }) => operands.length > 1,
  ),
  ...forEachOperation(
    'counts every term of sums of 1,001 and 4,097',
    async (operation, context) => {
      for (const terms of [1001, 4097]) {
        const shapes = operation.sumShapes?.(terms) ?? []
        // Sums of whole numbers are exact; the last term is one that counts.
        const values = operandValues({ ...operation, values: wholeValues }, shapes, context.seed).map(
          (list) => list.with(list.length - 1, 3),
        )
        for (const views of [[], [true, true]]) {
          await agree(
            context,
            (device) => operation.run(device, makeOperands(device, shapes, values, views)),
            'rounded',
          )
        }
      }
    },
    ({ sumShapes }) => sumShapes !== undefined,
  ),
  ...forEachOperation('accepts empty matrices', async (operation, context) => {
    for (const sizes of [
      [0, 3, 4],
      [3, 0, 4],
      [3, 4, 0],
      [0, 0, 0],
    ] as const) {
      await agreeFor(operation, context, sizes)
    }
  }),
  ...forEachOperation('is right for random shapes, views and values', async (operation, context) => {
    const size = fc.integer({ min: 1, max: 24 })
    const views = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })
    const property = fc.asyncProperty(size, size, size, views, fc.nat(), (r, k, c, chosen, seed) =>
      agreeOn(operation, context, exampleOf(operation, [r, k, c], chosen, seed)),
    )
    await holdsAlways(property, context, ([r, k, c, chosen, seed], failure) =>
      smallestFailure(operation, context, exampleOf(operation, [r, k, c], chosen, seed), failure),
    )
  }),
  ...forEachOperation('treats NaN, ±∞ and −0 as IEEE 754 has it', async (operation, context) => {
    if (context.backend.numerics.nonFinite !== 'ieee')
      context.skip('the backend declares nonFinite: unspecified')
    await agreeWith(operation, context, specialValues, 3)
  }),
  ...forEachOperation('keeps subnormal numbers, or flushes them to 0 as declared', (operation, context) =>
    agreeWith(operation, context, subnormalValues, 2),
  ),
]

/** What operations compute around the edges of the tiles and blocks that kernels work in. */
export const edgeLaws: readonly ConformanceCase[] = edgeSizes.flatMap((size) =>
  forEachOperation(`is right at the tile edge ${size}`, async (operation, context) => {
    for (const sizes of sizesAround(size)) await agreeFor(operation, context, sizes)
  }),
)

/** Rows, inner size and columns: one of them at an edge, and all of them where that does not take the oracle long. */
const sizesAround = (edge: number): readonly Sizes[] => [
  [edge, 7, 5],
  [5, edge, 7],
  [7, 5, edge],
  ...(edge <= 65 || edge === 129 ? [[edge, edge, edge] as const] : []),
]

/** Runs an operation on generated operands, and holds it against the oracle. */
const agreeFor = (
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  sizes: Sizes,
  views: readonly boolean[] = [],
): Promise<void> => agreeOn(operation, context, exampleOf(operation, sizes, views, context.seed))

/** Runs an operation on given numbers, where each meets each of the others: they lie in the operands at every distance. */
async function agreeWith(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  numbers: Float32Array,
  rows: number,
): Promise<void> {
  const inner = numbers.length / rows
  const shapes = operation.shapes(rows, inner, inner + 1)
  for (const distance of numbers.keys()) {
    const values = shapes.map(([r, c], i) =>
      Float32Array.from({ length: r * c }, (_, j) => numbers[(j + i * distance) % numbers.length]),
    )
    const formula = (device: ExtendedBackend) => operation.run(device, makeOperands(device, shapes, values))
    await agree(context, formula, operation.closeness)
  }
}

/** Every way to choose some of `count` places. */
const everyChoice = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, i) => Math.floor(bits / 2 ** i) % 2 === 1),
  )
