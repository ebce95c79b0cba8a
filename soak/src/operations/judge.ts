import type { Oracle } from '@bilayer/conformance'
import { type ExtendedBackend, type Matrix, shapeOf } from '@bilayer/core'
import { holdAgainst } from '../../../packages/conformance/src/compare.ts'
import { SMALLEST_NORMAL } from '../../../packages/conformance/src/values.ts'
import type { Closest } from './closest.ts'
import type { Known, Performance } from './perform.ts'

/**
 * Holds all that a program computed against float64 arithmetic on the same operands, each operation by itself, and all that was
 * read again against what it was. Throws at the first number that is further off than its bound allows.
 */
export async function judge(
  { computed, reread }: Performance,
  { numerics }: ExtendedBackend,
  oracle: Oracle,
  closest: Closest,
): Promise<void> {
  for (const { operation, run, operands, result } of computed) {
    const found = await result.values
    const lists = await Promise.all(operands.map(({ known }) => known.values))
    const mayFlush = numerics.subnormals === 'flushed' && anyOf(lists, isSubnormal)
    const isUnspecified = numerics.nonFinite === 'unspecified' || mayFlush
    // 0 · ∞ is not what a subnormal number times ∞ is.
    if (isUnspecified && anyOf(lists, isNotFinite)) continue

    const uploads = operands.map(({ known, isView }, i) => upload(oracle, known, lists[i], isView))
    using expected = oracle.backend.scope(() => run(oracle.backend, uploads))
    const estimate = oracle.estimate(expected)
    try {
      holdAgainst(found, estimate, expected.cols, mayFlush ? 'bounded' : operation.closeness, numerics)
    } catch (error) {
      throw new Error(`${operation.op} of ${uploads.map(shapeOf).join(' and ')}: ${String(error)}`, {
        cause: error,
      })
    } finally {
      for (const matrix of uploads) matrix.dispose()
    }
    // A number that may be flushed may be lost: that says nothing of how well the rest is computed.
    if (!mayFlush) closest.note(operation, found, estimate)
  }
  for (const { known, found } of reread) {
    // The very numbers, but for subnormals where they may be flushed.
    using matrix = upload(oracle, known, await known.values, false)
    holdAgainst(await found, oracle.estimate(matrix), known.cols, 'bounded', numerics)
  }
}

/** An operand on the oracle; several operands of one matrix are as many there. */
function upload({ backend }: Oracle, { rows, cols }: Known, values: Float32Array, isView: boolean): Matrix {
  const matrix = backend.matrix(rows, cols, values)
  return isView ? matrix.T : matrix
}

const anyOf = (lists: readonly Float32Array[], holds: (value: number) => boolean): boolean =>
  lists.some((values) => values.some(holds))

const isSubnormal = (value: number): boolean => value !== 0 && Math.abs(value) < SMALLEST_NORMAL

const isNotFinite = (value: number): boolean => !Number.isFinite(value)
