import type { Backend } from './backend.ts'
import { ArgumentError, BackendMismatchError, DisposedError, ShapeError } from './errors.ts'
import { disposedMatrix, Handle } from './handle.ts'
import { type Matrix, shapeOf } from './matrix.ts'

/** The handle behind an operand, once it is known to be a live matrix of this backend. */
export function operand<S>(backend: Backend, op: string, label: string, matrix: Matrix): Handle<S> {
  if (!(matrix instanceof Handle)) throw new ArgumentError(notMatrix(`${op}: ${label}`, matrix))
  if (matrix.backend !== backend) {
    throw new BackendMismatchError(
      `${op}: ${label} (${shapeOf(matrix)}) lives on another backend, ${matrix.backend.name}; this one is ${backend.name}. ` +
        'Copy it: backend.matrix(m.rows, m.cols, await m.read()).',
    )
  }
  if (matrix.disposed) throw new DisposedError(disposedMatrix(op, label, matrix))
  return matrix as Handle<S>
}

/** Whether a value is a matrix of some backend, alive or not. */
export const isMatrix = (value: unknown): value is Matrix => value instanceof Handle

/** Throws `ArgumentError` unless `value` is a matrix of some backend, alive or not. */
export function checkMatrix(label: string, value: unknown): asserts value is Matrix {
  if (!isMatrix(value)) throw new ArgumentError(notMatrix(label, value))
}

const notMatrix = (label: string, value: unknown): string =>
  `${label} is ${describeValue(value)}, not a matrix. Make one with backend.matrix(rows, cols, data).`

/** Throws unless both have one shape. */
export function sameShape(op: string, labels: readonly [string, string], x: Matrix, y: Matrix): void {
  if (x.rows === y.rows && x.cols === y.cols) return
  const transposed = x.rows === y.cols && x.cols === y.rows ? ` ${labels[1]}.T would fit.` : ''
  throw new ShapeError(
    `${op}: ${labels[0]} is ${shapeOf(x)} and ${labels[1]} is ${shapeOf(y)}; both must have one shape.${transposed}`,
  )
}

/** Throws unless A·B is defined. */
export function innerShape(op: string, labels: readonly [string, string], a: Matrix, b: Matrix): void {
  if (a.cols === b.rows) return
  const [first, second] = labels
  const fits = [
    a.cols === b.cols && `${second}.T`,
    a.rows === b.rows && `${first}.T`,
    a.rows === b.cols && `${first}.T with ${second}.T`,
  ].filter((view) => view !== false)
  throw new ShapeError(
    `${op}: ${first} is ${shapeOf(a)} and ${second} is ${shapeOf(b)}; ${second} must have ${a.cols} rows, the columns of ${first}.` +
      (fits.length > 0 ? ` ${fits.join(' or ')} would fit.` : ''),
  )
}

/** Throws unless `b` is a column with as many rows as `a`. */
export function columnShape(op: string, labels: readonly [string, string], a: Matrix, b: Matrix): void {
  if (b.rows === a.rows && b.cols === 1) return
  const [first, second] = labels
  const transposed = b.rows === 1 && b.cols === a.rows ? ` ${second}.T would fit.` : ''
  throw new ShapeError(
    `${op}: ${first} is ${shapeOf(a)} and ${second} is ${shapeOf(b)}; ${second} must be a column of ${a.rows} rows, ${a.rows} × 1.${transposed}`,
  )
}

/** Throws unless rows and columns are sizes. */
export function sizes(op: string, rows: number, cols: number): void {
  for (const [label, size] of Object.entries({ rows, cols })) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new ShapeError(`${op}: ${label} is ${describeValue(size)}; it must be a whole number, 0 or more.`)
    }
  }
}

/** The factor of `axpy` and `scale`, as the float32 number that kernels compute with. */
export function factor(op: string, alpha: number): number {
  if (typeof alpha !== 'number')
    throw new ArgumentError(`${op}: alpha is ${describeValue(alpha)}; it must be a number.`)
  return Math.fround(alpha)
}

/** The places in a list, once each is known to be one of `count`; `what` says of what, such as `column of a`. */
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
  const checked = new Uint32Array(length)
  checked.set(list)
  return checked
}

/** Values for a rows × cols matrix as float32, copied only where they are not. */
export function values(op: string, rows: number, cols: number, data: ArrayLike<number>): Float32Array {
  const length = lengthOf(op, 'data', data)
  if (length !== rows * cols) {
    throw new ShapeError(
      `${op}: data has ${length} numbers; a ${rows} × ${cols} matrix takes ${rows * cols}, row after row.`,
    )
  }
  return data instanceof Float32Array ? data : Float32Array.from(data)
}

/** A value in the words of an error message. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return `a ${classOf(value) ?? 'bare object'}`
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`
  if (typeof value === 'bigint') return `the bigint ${value}n`
  return typeof value === 'function' ? 'a function' : String(value)
}

/** The name of an object's class. An object that was read from a file may have anything in its place. */
function classOf({
  constructor,
}: {
  readonly constructor?: { readonly name?: unknown } | null
}): string | undefined {
  const name = constructor?.name
  return typeof name === 'string' ? name : undefined
}

function lengthOf(op: string, label: string, list: ArrayLike<number>): number {
  if (typeof list === 'object' && list !== null && Number.isSafeInteger(list.length)) return list.length
  throw new ArgumentError(
    `${op}: ${label} is ${describeValue(list)}; it must be an array or a typed array of numbers.`,
  )
}
