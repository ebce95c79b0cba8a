import * as fc from 'fast-check'
import { type Closeness, agree } from '../compare.ts'
import type { CaseContext, ConformanceCase } from '../case.ts'
import type { ExtendedBackend } from '@bilayer/core'
import { makeOperands, type Operation, operandValues, type Shape } from '../operation.ts'
import { edgeSizes, specialValues, subnormalValues } from '../values.ts'
import { forEachOperation } from './law.ts'

/** What operations compute, in every size, through every view, for every kind of number. */
export const resultLaws: readonly ConformanceCase[] = [
  ...edgeSizes.flatMap((size) =>
    forEachOperation(`is right at the tile edge ${size}`, async (operation, context) => {
      for (const [r, k, c] of sizesAround(size)) {
        await agreeFor(operation, context, operation.shapes(r, k, c))
      }
    }),
  ),
  ...forEachOperation('is right for tall and for wide matrices', async (operation, context) => {
    await agreeFor(operation, context, operation.shapes(1500, 2, 1))
    await agreeFor(operation, context, operation.shapes(1, 2, 1500))
  }),
  ...forEachOperation('takes views in every position', async (operation, context) => {
    const shapes = operation.shapes(6, 5, 9)
    for (const views of everyChoice(shapes.length)) await agreeFor(operation, context, shapes, views)
  }),
  ...forEachOperation(
    'takes square views, where a transpose that is forgotten fits',
    async (operation, context) => {
      const shapes = operation.shapes(9, 9, 9)
      for (const views of everyChoice(shapes.length)) await agreeFor(operation, context, shapes, views)
    },
  ),
  ...forEachOperation('accepts empty matrices', async (operation, context) => {
    for (const [r, k, c] of [
      [0, 3, 4],
      [3, 0, 4],
      [3, 4, 0],
      [0, 0, 0],
    ]) {
      await agreeFor(operation, context, operation.shapes(r, k, c))
    }
  }),
  ...forEachOperation('is right for random shapes, views and values', async (operation, context) => {
    const size = fc.integer({ min: 1, max: 24 })
    const views = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })
    const property = fc.asyncProperty(size, size, size, views, fc.nat(), async (r, k, c, chosen, seed) => {
      await agreeFor(operation, { ...context, seed }, operation.shapes(r, k, c), chosen)
    })
    await fc.assert(property, { seed: context.seed, numRuns: 12 })
  }),
  ...forEachOperation('treats NaN, ±∞ and −0 as IEEE 754 has it', async (operation, context) => {
    if (context.backend.numerics.nonFinite !== 'ieee')
      context.skip('the backend declares nonFinite: unspecified')
    for (const values of rotations(specialValues)) await agreeWith(operation, context, values)
  }),
  ...forEachOperation(
    'keeps subnormal numbers, or flushes them to 0 as declared',
    (operation, context) => agreeWith(operation, context, subnormalValues, 2),
    ({ op }) => op !== 'divide' && op !== 'log',
  ),
]

/** Rows, inner size and columns: one of them at an edge, and all of them where that does not take the oracle long. */
const sizesAround = (edge: number) => [
  [edge, 7, 5],
  [5, edge, 7],
  [7, 5, edge],
  ...(edge <= 65 || edge === 129 ? [[edge, edge, edge]] : []),
]

/** Runs an operation on generated operands, and holds it against the oracle. */
async function agreeFor(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  shapes: readonly Shape[],
  views: readonly boolean[] = [],
): Promise<void> {
  const values = operandValues(operation, shapes, context.seed)
  try {
    await agree(
      context,
      (device) => operation.run(device, makeOperands(device, shapes, values, views)),
      operation.closeness,
    )
  } catch (error) {
    throw inWords(error, operation, shapes, views)
  }
}

/** Runs an operation on given numbers, which meet one another at several distances. */
async function agreeWith(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  numbers: Float32Array,
  rows = 3,
): Promise<void> {
  const shapes = operation.shapes(rows, numbers.length / rows, numbers.length / rows)
  const values = shapes.map(([r, c], i) =>
    Float32Array.from({ length: r * c }, (_, j) => numbers[(j + i) % numbers.length]),
  )
  const closeness: Closeness = operation.closeness
  await agree(context, (device) => operation.run(device, makeOperands(device, shapes, values)), closeness)
}

/** The list, begun at each of its places in turn. */
const rotations = (values: Float32Array): Float32Array[] =>
  Array.from(values, (_, start) => Float32Array.from(values, (__, i) => values[(start + i) % values.length]))

/** Every way to choose some of `count` places. */
const everyChoice = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, i) => Math.floor(bits / 2 ** i) % 2 === 1),
  )

function inWords(
  error: unknown,
  { operands }: Operation,
  shapes: readonly Shape[],
  views: readonly boolean[],
): unknown {
  if (!(error instanceof Error)) return error
  const described = shapes.map(
    ([rows, cols], i) => `${operands[i]} ${rows} × ${cols}${views[i] ? ', a view' : ''}`,
  )
  error.message = `${error.message} (${described.join('; ')})`
  return error
}
