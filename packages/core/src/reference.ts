import { type BackendDefinition, defineBackend } from './define-backend.ts'
import { checkFunction } from './arguments.ts'
import type { ExtendedBackend } from './backend.ts'
import { ArgumentError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import type { CoreKernels, ExtendedKernels, Operand, Stored } from './kernels.ts'
import { operandOf } from './operands.ts'

/** Arrays of numbers that the reference kernels compute with: float64 to hold others against, float32 for a plain backend. */
export type NumberArray = Float64Array | Float32Array

/** Element (i, j) of an operand, through its view. */
export const at = ({ storage, rows, cols, transposed }: Operand<NumberArray>, i: number, j: number): number =>
  storage[transposed ? j * rows + i : i * cols + j]

/**
 * Every operation in its plainest form, as its definition reads: one loop, sums in float64, one rounding into the result.
 * Slow on purpose. The conformance suite, the gradient check and the first backend of a newcomer start from it. Kernels check
 * nothing, these too. Throws `ArgumentError` where `create` is no function.
 */
export function referenceKernels<A extends NumberArray>(
  create: (length: number) => A,
): CoreKernels<A> & ExtendedKernels<A> {
  checkFunction('create', create)
  /** The rows × cols result whose element (i, j) is `element(i, j)`. */
  const build = (rows: number, cols: number, element: (i: number, j: number) => number): A => {
    const result = create(rows * cols)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) result[i * cols + j] = element(i, j)
    }
    return result
  }
  const map = ({ storage, rows, cols }: Stored<A>, f: (x: number) => number): A =>
    build(rows, cols, (i, j) => f(storage[i * cols + j]))
  const zip = (a: Stored<A>, b: Stored<A>, f: (x: number, y: number) => number): A =>
    build(a.rows, a.cols, (i, j) => f(a.storage[i * a.cols + j], b.storage[i * a.cols + j]))

  return {
    matmul: (a, b) => build(a.rows, b.cols, (i, j) => sum(a.cols, (k) => at(a, i, k) * at(b, k, j))),
    transpose: ({ storage, rows, cols }) => build(cols, rows, (i, j) => storage[j * cols + i]),
    relu: (z) => map(z, (x) => Math.max(x, 0)),
    mask: (z) => map(z, (x) => (x > 0 ? 1 : 0)),
    hadamard: (a, b) => zip(a, b, (x, y) => x * y),
    colsum: ({ storage, rows, cols }) => build(rows, 1, (i) => sum(cols, (j) => storage[i * cols + j])),
    addColumn: ({ storage, rows, cols }, b) =>
      build(rows, cols, (i, j) => storage[i * cols + j] + b.storage[i]),
    axpy: (alpha, x, y) => zip(x, y, (s, t) => alpha * s + t),
    scale: (alpha, x) => map(x, (s) => alpha * s),

    softmax: ({ storage, rows, cols }) => {
      const largest = (j: number) =>
        Array.from({ length: rows }, (_, i) => storage[i * cols + j]).reduce((x, y) => Math.max(x, y))
      const shift = Array.from({ length: cols }, (_, j) => largest(j))
      const exponential = (i: number, j: number) => Math.exp(storage[i * cols + j] - shift[j])
      const total = Array.from({ length: cols }, (_, j) => sum(rows, (i) => exponential(i, j)))
      return build(rows, cols, (i, j) => exponential(i, j) / total[j])
    },
    tanh: (z) => map(z, Math.tanh),
    sigmoid: (z) => map(z, (x) => 1 / (1 + Math.exp(-x))),
    log: (x) => map(x, Math.log),
    sqrt: (x) => map(x, Math.sqrt),
    divide: (a, b) => zip(a, b, (x, y) => x / y),
    gatherRows: ({ storage, cols }, indices) =>
      build(indices.length, cols, (i, j) => storage[indices[i] * cols + j]),
  }
}

function sum(count: number, term: (i: number) => number): number {
  let total = 0
  for (let i = 0; i < count; i++) total += term(i)
  return total
}

/**
 * A whole backend of the reference kernels, as the definition that `defineBackend` takes: spread it and replace what
 * differs. `create` makes an array of zeros. Throws `ArgumentError` where it is no function.
 */
export function referenceDefinition<A extends NumberArray>(
  name: string,
  create: (length: number) => A,
): BackendDefinition<A> & { extended: ExtendedKernels<A> } {
  checkFunction('create', create)
  let bytes = 0
  const allocate = (length: number): A => {
    const array = create(length)
    bytes += array.byteLength
    return array
  }
  const kernels = referenceKernels(allocate)
  return {
    name,
    info: { device: 'one JavaScript thread', mode: 'reference' },
    storage: {
      upload: (data) => {
        const storage = allocate(data.length)
        storage.set(data)
        return storage
      },
      read: async ({ storage }) => Float32Array.from(storage),
      free: (storage) => {
        bytes -= storage.byteLength
      },
      bytes: () => bytes,
      sync: async () => {},
      close: async () => {},
    },
    core: kernels,
    extended: kernels,
  }
}

/**
 * A backend that computes in float64, for checks alone. Matrices are made of float32 values; results are exact to about
 * 1e−16, and `read()` would round them: read them with `float64Values`.
 */
export const float64Backend = (): ExtendedBackend =>
  defineBackend(referenceDefinition('float64', (length) => new Float64Array(length)))

/**
 * The unrounded values of a matrix of `float64Backend`, row-major as seen through the handle.
 * Throws `ArgumentError` for any other, `DisposedError` for one that was disposed.
 */
export function float64Values(matrix: Matrix): Float64Array {
  const operand = operandOf<Float64Array>(matrix)
  if (matrix.rows * matrix.cols > 0 && !(operand.storage instanceof Float64Array)) {
    throw new ArgumentError(
      `float64Values: the matrix is on ${matrix.backend.name}; it must be of float64Backend().`,
    )
  }
  const { rows, cols } = matrix
  const values = new Float64Array(rows * cols)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) values[i * cols + j] = at(operand, i, j)
  }
  return values
}
