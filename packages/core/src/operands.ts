import { wrongArgument } from './arguments.ts'
import type { Backend } from './backend.ts'
import { describeValue } from './describe.ts'
import { ArgumentError, BackendMismatchError, DisposedError, ShapeError } from './errors.ts'
import { disposedMatrix, Handle, MATRIX } from './handle.ts'
import type { Operand } from './kernels.ts'
import { type Matrix, shapeOf } from './matrix.ts'

/** The handle behind an operand, once it is known to be a live matrix of this backend. */
export function operand<S>(backend: Backend, op: string, label: string, matrix: Matrix): Handle<S> {
  if (!(matrix instanceof Handle)) throw notMatrix(`${op}: ${label}`, matrix)
  if (matrix.backend !== backend) {
    throw new BackendMismatchError(
      `${op}: ${label} (${shapeOf(matrix)}) lives on another backend, ${matrix.backend.name}; this one is ${backend.name}. ` +
        'Copy it: backend.matrix(m.rows, m.cols, await m.read()).',
    )
  }
  if (matrix.disposed) throw new DisposedError(disposedMatrix(op, label, matrix))
  return matrix as Handle<S>
}

/**
 * The operand behind a matrix, for what a backend offers beside the operations, such as drawing a texture.
 * `S` is not checked: ask it only of the backend's own matrices. Throws `ArgumentError` and `DisposedError`.
 */
export function operandOf<S>(matrix: Matrix): Operand<S> {
  if (!(matrix instanceof Handle)) throw notMatrix('operandOf: the argument', matrix)
  if (matrix.disposed) throw new DisposedError(disposedMatrix('operandOf', 'the matrix', matrix))
  return matrix
}

/** Whether a value is a matrix of some backend, alive or not. One that another copy of this package made is none here. */
export const isMatrix = (value: unknown): value is Matrix => value instanceof Handle

/** Throws `ArgumentError` unless `value` is a matrix of some backend, alive or not. */
export function checkMatrix(label: string, value: unknown): asserts value is Matrix {
  if (!isMatrix(value)) throw notMatrix(label, value)
}

/** Throws `ArgumentError` for a matrix that another copy of this package made; it says so, and how to have one copy. */
export function checkSameCopy(label: string, value: unknown): void {
  if (isOfAnotherCopy(value)) throw notMatrix(label, value)
}

const isOfAnotherCopy = (value: unknown): value is Pick<Matrix, 'rows' | 'cols'> =>
  typeof value === 'object' && value !== null && MATRIX in value && !isMatrix(value)

const notMatrix = (label: string, value: unknown): ArgumentError =>
  new ArgumentError(
    isOfAnotherCopy(value)
      ? `${label} is a Matrix (${value.rows} × ${value.cols}) that another copy of @bilayer/core made. Two copies are loaded, and ` +
          'neither can use what the other made. `npm ls @bilayer/core` shows who brings which; `npm dedupe` leaves one of them, where ' +
          'the versions that are asked for allow it.'
      : `${label} is ${describeValue(value)}, not a matrix. Make one with backend.matrix(rows, cols, data).`,
  )

/** What two operands are called. */
export type Labels = readonly [string, string]

/** Throws unless both have one shape. */
export function sameShape(op: string, labels: Labels, x: Matrix, y: Matrix): void {
  if (x.rows === y.rows && x.cols === y.cols) return
  const fits = x.rows === y.cols && x.cols === y.rows && `${labels[1]}.T`
  throw misfit(op, labels, x, y, 'both must have one shape', [fits])
}

/** Throws unless A·B is defined. */
export function innerShape(op: string, labels: Labels, a: Matrix, b: Matrix): void {
  if (a.cols === b.rows) return
  const [first, second] = labels
  throw misfit(op, labels, a, b, `${second} must have ${a.cols} rows, the columns of ${first}`, [
    a.cols === b.cols && `${second}.T`,
    a.rows === b.rows && `${first}.T`,
    a.rows === b.cols && `${first}.T with ${second}.T`,
  ])
}

/** Throws unless `b` is a column with as many rows as `a`. */
export function columnShape(op: string, labels: Labels, a: Matrix, b: Matrix): void {
  if (b.rows === a.rows && b.cols === 1) return
  const [, second] = labels
  const fits = b.rows === 1 && b.cols === a.rows && `${second}.T`
  throw misfit(op, labels, a, b, `${second} must be a column of ${a.rows} rows, ${a.rows} × 1`, [fits])
}

/** The error for two operands that do not fit each other: what is needed, and which views would do. */
function misfit(
  op: string,
  [first, second]: Labels,
  a: Matrix,
  b: Matrix,
  needed: string,
  views: readonly (string | false)[],
): ShapeError {
  const fits = views.filter((view) => view !== false).join(' or ')
  return new ShapeError(
    `${op}: ${first} is ${shapeOf(a)} and ${second} is ${shapeOf(b)}; ${needed}.${fits && ` ${fits} would fit.`}`,
  )
}

/** Throws unless rows and columns are sizes. */
export function sizes(op: string, rows: number, cols: number): void {
  for (const [label, size] of Object.entries({ rows, cols })) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new ShapeError(`${op}: ${label} is ${describeValue(size)}; it must be a whole number, 0 or more.`)
    }
  }
  elementCount(op, rows, cols)
}

/** What a `Float32Array` can have in Node.js 20; other engines have it no larger, or not by much. */
const MOST_ELEMENTS = 2 ** 32

/** The elements of a rows × cols matrix. Throws where there are more than could ever be read. */
export function elementCount(op: string, rows: number, cols: number): number {
  const count = rows * cols
  if (count <= MOST_ELEMENTS) return count
  throw new ShapeError(
    `${op}: a ${rows} × ${cols} matrix has ${count} elements; a matrix has at most ${MOST_ELEMENTS}.`,
  )
}

/** A factor of an operation, as the float32 number that kernels compute with. */
export function factor(op: string, label: string, value: number): number {
  if (typeof value !== 'number') throw wrongArgument(`${op}: ${label}`, value, 'a number')
  return Math.fround(value)
}

/** The places in a list, once each is known to be one of `count`; `what` says of what, such as `row of a`. */
export function places(
  op: string,
  label: string,
  list: ArrayLike<number>,
  count: number,
  what: string,
): Uint32Array {
  const length = lengthOf(op, label, list)
  for (let i = 0; i < length; i++) {
    const place = list[i]
    if (!Number.isInteger(place) || place < 0 || place >= count) {
      const fits =
        count === 0 ? `there is no ${what}` : `it must be a whole number from 0 to ${count - 1}, a ${what}`
      throw new ShapeError(`${op}: ${label}[${i}] is ${describeValue(place)}; ${fits}.`)
    }
  }
  return copied(new Uint32Array(length), list)
}

/** Throws unless `data` holds the numbers of a rows × cols matrix. */
export function numbers(op: string, rows: number, cols: number, data: ArrayLike<number>): void {
  const length = lengthOf(op, 'data', data)
  if (length !== rows * cols) {
    throw new ShapeError(
      `${op}: data has ${length} numbers; a ${rows} × ${cols} matrix takes ${rows * cols}, row after row.`,
    )
  }
  // The elements of a typed array are of one type, so its first tells.
  const checked = ArrayBuffer.isView(data) ? Math.min(length, 1) : length
  for (let i = 0; i < checked; i++) {
    if (typeof data[i] !== 'number') throw wrongArgument(`${op}: data[${i}]`, data[i], 'a number')
  }
}

/** Numbers as float32, copied only where they are not. */
export const asFloat32 = (data: ArrayLike<number>): Float32Array =>
  data instanceof Float32Array ? data : copied(new Float32Array(data.length), data)

/** The list in a typed array, by its places: an iterator might tell others, and is slow. */
function copied<A extends Float32Array | Uint32Array>(target: A, list: ArrayLike<number>): A {
  target.set(list)
  return target
}

function lengthOf(op: string, label: string, list: ArrayLike<number>): number {
  if (typeof list !== 'object' || list === null || !Number.isSafeInteger(list.length) || list.length < 0) {
    throw wrongArgument(`${op}: ${label}`, list, 'an array or a typed array of numbers')
  }
  if (list.length === 0 && ArrayBuffer.isView(list) && !isReadable(list)) {
    throw new ArgumentError(
      `${op}: ${label} is ${describeValue(list)} that gives no numbers; was its buffer transferred?`,
    )
  }
  return list.length
}

/** Whether numbers can be copied from a typed array: an empty one may have lost its buffer, which not every engine tells. */
function isReadable(list: ArrayLike<number>): boolean {
  try {
    return new Uint8Array(list).length === list.length
  } catch {
    return false
  }
}
