import type { ExtendedBackend } from '@bilayer/core'
import { type CaseContext, ConformanceError } from '../case.ts'
import type { Operation, Shape } from '../operation.ts'
import { agreeOn, type Example, type Sizes } from './example.ts'

/** So many examples are tried at most, since a device that is a program takes its time for each. */
const MOST_TRIES = 500

/**
 * What is wrong on the smallest example that can be made of one that fails: of few rows and columns, without views, of 1 and 0
 * where these do. The same example always leads to the same one.
 */
export async function smallestFailure(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  failing: Example,
  failure: ConformanceError,
): Promise<ConformanceError> {
  let smallest = { example: failing, failure }
  let tries = 0

  /** Goes on with the first candidate that fails too. */
  const take = async (candidates: Iterable<Example>): Promise<boolean> => {
    for (const example of candidates) {
      if (tries >= MOST_TRIES) return false
      tries++
      const found = await failureOf(operation, context, example)
      if (!found) continue
      smallest = { example, failure: found }
      return true
    }
    return false
  }

  while (await take(smallerShapes(operation, smallest.example)));
  while (await take(fewerViews(smallest.example)));
  for (const operand of failing.values.keys()) await take(plainOperands(smallest.example, operand))
  for (const operand of failing.values.keys()) {
    for (const i of smallest.example.values[operand].keys()) {
      await take(plainerNumbers(smallest.example, operand, i))
    }
  }
  return smallest.failure
}

/** Numbers that are wrong; an error of another kind may be one that stays, whatever is computed. */
async function failureOf(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  example: Example,
): Promise<ConformanceError | undefined> {
  try {
    await agreeOn(operation, context, example)
    return undefined
  } catch (error) {
    return error instanceof ConformanceError ? error : undefined
  }
}

/** The same numbers with fewer rows or columns: one, half of them, all but the last, all but the first. */
function* smallerShapes(operation: Operation, { sizes, views, values }: Example): Generator<Example> {
  const shapes = operation.shapes(...sizes)
  for (const [axis, size] of sizes.entries()) {
    for (const less of new Set([1, Math.ceil(size / 2), size - 1])) {
      if (less < 1 || less >= size) continue
      const [rows, inner, cols] = sizes.with(axis, less)
      const smaller: Sizes = [rows, inner, cols]
      const cutShapes = operation.shapes(...smaller)
      for (const end of ['first', 'last'] as const) {
        yield {
          sizes: smaller,
          views,
          values: values.map((list, i) => corner(list, shapes[i], cutShapes[i], end)),
        }
      }
    }
  }
}

/** The numbers in the first, or in the last, rows and columns of a matrix. */
function corner(
  values: Float32Array,
  [rows, cols]: Shape,
  [fewerRows, fewerCols]: Shape,
  end: 'first' | 'last',
): Float32Array {
  const [top, left] = end === 'first' ? [0, 0] : [rows - fewerRows, cols - fewerCols]
  return Float32Array.from({ length: fewerRows * fewerCols }, (_, i) => {
    const row = top + Math.floor(i / fewerCols)
    const col = left + (i % fewerCols)
    return values[row * cols + col]
  })
}

function* fewerViews(example: Example): Generator<Example> {
  for (const [i, isView] of example.views.entries()) {
    if (isView) yield { ...example, views: example.views.with(i, false) }
  }
}

/** The example with an operand of nothing but 1, and of nothing but 0. */
function* plainOperands(example: Example, operand: number): Generator<Example> {
  const { length } = example.values[operand]
  for (const plain of [1, 0]) {
    yield { ...example, values: example.values.with(operand, new Float32Array(length).fill(plain)) }
  }
}

/** The example with a plainer number at one place, the plainest first. */
function* plainerNumbers(example: Example, operand: number, i: number): Generator<Example> {
  const list = example.values[operand]
  const value = list[i]
  const candidates = [1, 0, -1, nearestPower(value), Math.trunc(value)]
  const place = candidates.indexOf(value)
  for (const plainer of place < 0 ? candidates : candidates.slice(0, place)) {
    yield { ...example, values: example.values.with(operand, list.with(i, plainer)) }
  }
}

/** The power of two nearest to a number other than 0, with its sign. */
const nearestPower = (value: number): number => Math.sign(value) * 2 ** Math.round(Math.log2(Math.abs(value)))
