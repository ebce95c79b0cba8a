import { checkObject, checkWholeNumber } from './arguments.ts'
import type { Backend } from './backend.ts'

/** The name of a dimension, such as `'m1'` or `'n'`, or a fixed size, such as `1`. It exists in types only. */
export type Dim = string | number

declare const dimensions: unique symbol

/**
 * A handle to an R × C matrix of float32 numbers that lives on one backend.
 *
 * `R` and `C` name the dimensions, so that the compiler checks a formula as a reader would:
 * `Matrix<'m1', 'm0'>` times `Matrix<'m0', 'n'>` is a `Matrix<'m1', 'n'>`, and nothing else fits.
 * Left out, they fit everything.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the stated default: a matrix without names fits everywhere
export interface Matrix<R extends Dim = any, C extends Dim = any> {
  /** The number of rows, as seen through this handle: a whole number, 0 or more. */
  readonly rows: number

  /** The number of columns, as seen through this handle: a whole number, 0 or more. */
  readonly cols: number

  /** The backend that made this matrix, and the only one whose operations take it. */
  readonly backend: Backend

  /** The transpose, as a view: no copy, the same storage, the same lifetime. `m.T.T === m`. */
  readonly T: Matrix<C, R>

  /** Whether the storage has been freed, through this handle, its view, a scope or the backend. */
  readonly disposed: boolean

  /**
   * A copy of the values, row-major as seen through this handle: rows × cols numbers.
   * It holds the values at the time of the call, even if the matrix is disposed before the promise settles.
   * With `into`, an array of as many numbers, they are put there and it is what is given back: whoever reads again and again
   * makes no garbage so. What it holds before the promise settles, or once it is rejected, is not said.
   * Rejects with `ArgumentError` for an `into` that does not fit, with `DisposedError`, or with `BackendFailedError` when work that was
   * queued before it failed.
   */
  read(into?: Float32Array): Promise<Float32Array>

  /** Frees the storage, for this handle and its view. A second call does nothing. */
  dispose(): void

  /** As `dispose()`, for `using`. */
  [Symbol.dispose](): void

  /** Its shape and its backend in words. */
  toString(): string

  /** Never present at run time: it carries `R` and `C`. */
  readonly [dimensions]?: readonly [R, C]
}

/** Rows and columns in words: `3 × 4`. Throws `ArgumentError` for what has none. */
export function shapeOf(matrix: { readonly rows: number; readonly cols: number }): string {
  checkObject('matrix', matrix, '{ rows: 3, cols: 4 }')
  checkWholeNumber('rows', matrix.rows)
  checkWholeNumber('cols', matrix.cols)
  return `${matrix.rows} × ${matrix.cols}`
}
