import type { ExtendedBackend } from '@bilayer/core'
import type { CaseContext } from '../case.ts'
import { agree } from '../compare.ts'
import { makeOperands, type Operation, operandValues, type Shape } from '../operation.ts'

/** Rows, inner size or columns, and columns of the result: what the shapes of an operation's operands follow from. */
export type Sizes = readonly [rows: number, inner: number, cols: number]

/** Operands for an operation. */
export interface Example {
  readonly sizes: Sizes
  /** Which operands are views. */
  readonly views: readonly boolean[]
  readonly values: readonly Float32Array[]
}

/** An error tells the numbers of its operands where there are no more than so many. */
const MOST_TOLD = 12

/** An example of values that suit the operation. */
export const exampleOf = (
  operation: Operation,
  sizes: Sizes,
  views: readonly boolean[],
  seed: number,
): Example => ({ sizes, views, values: operandValues(operation, operation.shapes(...sizes), seed) })

/** Runs an operation on an example, and holds it against the oracle. */
export async function agreeOn(
  operation: Operation,
  context: CaseContext<ExtendedBackend>,
  { sizes, views, values }: Example,
): Promise<void> {
  const shapes = operation.shapes(...sizes)
  try {
    await agree(
      context,
      (device) => operation.run(device, makeOperands(device, shapes, values, views)),
      operation.closeness,
    )
  } catch (error) {
    if (error instanceof Error) error.message += ` (${inWords(operation, shapes, views, values)})`
    throw error
  }
}

function inWords(
  { operands }: Operation,
  shapes: readonly Shape[],
  views: readonly boolean[],
  values: readonly Float32Array[],
): string {
  const areTold = values.reduce((sum, { length }) => sum + length, 0) <= MOST_TOLD
  return shapes
    .map(([rows, cols], i) => {
      const numbers = areTold ? ` of ${values[i].join(', ')}` : ''
      return `${operands[i]} ${rows} × ${cols}${views[i] ? ', a view' : ''}${numbers}`
    })
    .join('; ')
}
