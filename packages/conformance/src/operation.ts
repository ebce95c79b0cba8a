import type { Backend, ExtendedBackend, Level, Matrix } from '@bilayer/core'
import type { CaseContext } from './case.ts'
import { type Closeness, hold } from './compare.ts'

/** Rows and columns. */
export type Shape = readonly [rows: number, cols: number]

/** What the laws need to know of an operation; the laws themselves are written once, for all of them. */
export interface Operation {
  readonly op: string
  readonly level: Level
  /** The operands' names, as error messages have them. */
  readonly operands: readonly string[]
  /** The shapes of operands that fit, from three sizes: rows, inner or columns, and columns of the result. */
  readonly shapes: (r: number, k: number, c: number) => readonly Shape[]
  /** Runs it. On a backend of the core level only operations of that level are run. */
  readonly run: (device: ExtendedBackend, operands: readonly Matrix[]) => Matrix
  readonly closeness: Closeness
  /** Where each result is a sum: the shapes of operands that make it one of so many terms. */
  readonly sumShapes?: (terms: number) => readonly Shape[]
  /** Values that suit the operand at a position. */
  readonly values: (length: number, seed: number, position: number) => Float32Array
  /** What it does in small examples, worked out by hand. */
  readonly facts: readonly Fact[]
}

/** A fact about one operation. */
export interface Fact {
  readonly title: string
  readonly run: (context: CaseContext<ExtendedBackend>) => Promise<void>
}

/** The shape of an operation with one operand. */
export const elementwise: Operation['shapes'] = (r, _, c) => [[r, c]]

/** The shapes of an operation with two operands of one shape. */
export const twoAlike: Operation['shapes'] = (r, _, c) => [
  [r, c],
  [r, c],
]

/** The shapes of W·X + b·1ᵀ. */
export const affineShapes: Operation['shapes'] = (r, k, c) => [
  [r, k],
  [k, c],
  [r, 1],
]

/** Shapes that make each element of W·X + b·1ᵀ a sum of so many products. */
export const affineSum = (terms: number): readonly Shape[] => affineShapes(3, terms, 2)

/** The fact that a formula gives these numbers, row after row, as nearly as its bound has it. */
export const gives = (
  title: string,
  formula: (device: ExtendedBackend) => Matrix,
  expected: readonly number[],
  { nonFinite = false } = {},
): Fact => ({
  title,
  run: async ({ backend, oracle, skip, noteErrorShare }) => {
    if (nonFinite && backend.numerics.nonFinite !== 'ieee')
      skip('the backend declares nonFinite: unspecified')
    using estimated = oracle.backend.scope(() => formula(oracle.backend))
    const { bounds } = oracle.estimate(estimated)
    using result = backend.scope(() => formula(backend))
    const values = Float64Array.from(expected)
    hold({ backend, noteErrorShare }, await result.read(), { values, bounds }, result.cols, 'bounded')
  },
})

/** Row numbers that repeat, skip and turn back. */
export const someRows = (rows: number): number[] =>
  rows === 0 ? [] : Array.from({ length: rows + 2 }, (_, i) => (i * 7 + 3) % rows)

/** The operands' values for given shapes, each list different. */
export const operandValues = (
  { values }: Operation,
  shapes: readonly Shape[],
  seed: number,
): Float32Array[] => shapes.map(([rows, cols], i) => values(rows * cols, seed + 101 * i, i))

/** Operands on a device; those in `views` are made as the transpose of a matrix that holds them transposed. */
export function makeOperands(
  device: Backend,
  shapes: readonly Shape[],
  values: readonly Float32Array[],
  views: readonly boolean[] = [],
): Matrix[] {
  return shapes.map(([rows, cols], i) =>
    views[i]
      ? device.matrix(cols, rows, transposed(values[i], rows, cols)).T
      : device.matrix(rows, cols, values[i]),
  )
}

/** Row-major values of the transpose of a rows × cols matrix. */
function transposed(values: Float32Array, rows: number, cols: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * cols + Math.floor(i / rows)])
}
