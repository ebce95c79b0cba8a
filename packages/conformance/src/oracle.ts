import {
  defineBackend,
  type ExtendedBackend,
  type Matrix,
  type Numerics,
  type Operand,
  operandOf,
  type Stored,
} from '@bilayer/core'
import { at, referenceKernels } from '@bilayer/core/reference'

/** What a backend should compute, and how far from it each element may be. */
export interface Estimate {
  /** The results of float64 arithmetic. */
  readonly values: Float64Array
  /** The largest error allowed for each. */
  readonly bounds: Float64Array
}

/**
 * A backend whose numbers carry their own error bound: any formula that runs on it gives the value and the bound, composed
 * through every operation of the formula.
 */
export interface Oracle {
  readonly backend: ExtendedBackend
  /** Row-major, as seen through the handle. */
  readonly estimate: (matrix: Matrix) => Estimate
}

/** The smallest normal float32 number. */
const SMALLEST_NORMAL = 2 ** -126

/** Half of the smallest subnormal float32 number: the error of rounding to a subnormal. */
const HALF_SMALLEST = 2 ** -150

/** The relative error allowed where `ExtendedBackend` gives no closer bound, in units of u. */
const FUNCTION_ERROR = 8

/** The bounds are those that `Backend` states, for a backend of these numerics. */
export function createOracle(numerics: Numerics): Oracle {
  const u = numerics.unitRoundoff
  const flushed = numerics.subnormals === 'flushed'
  const underflow = flushed ? SMALLEST_NORMAL : HALF_SMALLEST
  const exact = referenceKernels<Float64Array>((length) => new Float64Array(length))
  const gamma = (k: number) => (k * u) / (1 - k * u)

  const valuesOf = (x: Operand<Estimate> | Stored<Estimate>) => withStorage(x, x.storage.values)
  const boundsOf = (x: Stored<Estimate>) => withStorage(x, x.storage.bounds)
  /** |x|. */
  const sizeOf = (x: Operand<Estimate>) =>
    withStorage(
      x,
      x.storage.values.map((value) => Math.abs(value)),
    )
  /** |x| + its bound: the largest that the backend's number may be. */
  const mostOf = (x: Operand<Estimate> | Stored<Estimate>) =>
    withStorage(
      x,
      x.storage.values.map((value, i) => Math.abs(value) + x.storage.bounds[i]),
    )

  /** An elementwise result y, where `bound` says how far off it may be for an operand x that is off by e. */
  const map = (
    z: Stored<Estimate>,
    values: Float64Array,
    bound: (x: number, e: number, y: number) => number,
  ) => estimated(values, (y, i) => bound(z.storage.values[i], z.storage.bounds[i], y))
  const pair = (
    a: Stored<Estimate>,
    b: Stored<Estimate>,
    values: Float64Array,
    bound: (x: Element, y: Element, result: number) => number,
  ) => estimated(values, (result, i) => bound(elementOf(a, i), elementOf(b, i), result))
  const ofFunction = (y: number) => FUNCTION_ERROR * u * Math.abs(y) + SMALLEST_NORMAL

  const backend: ExtendedBackend = defineBackend<Estimate>({
    name: 'oracle',
    info: { device: 'one JavaScript thread', mode: 'float64 with error bounds' },
    storage: {
      upload: (data) => ({
        values: Float64Array.from(data),
        bounds: Float64Array.from(data, (x) => (flushed && Math.abs(x) < SMALLEST_NORMAL ? Math.abs(x) : 0)),
      }),
      read: async ({ storage }) => Float32Array.from(storage.values),
      free: () => {},
      bytes: () => 0,
      sync: async () => {},
      close: async () => {},
    },
    core: {
      matmul: (a, b) => {
        const most = exact.matmul(mostOf(a), mostOf(b))
        const size = exact.matmul(sizeOf(a), sizeOf(b))
        return estimated(
          exact.matmul(valuesOf(a), valuesOf(b)),
          (_, i) => most[i] - size[i] + gamma(a.cols + 1) * most[i] + a.cols * underflow,
        )
      },
      transpose: (a) => ({
        values: exact.transpose(valuesOf(a)),
        bounds: exact.transpose(boundsOf(a)),
      }),
      relu: (z) => map(z, exact.relu(valuesOf(z)), (_, e) => e),
      mask: (z) => map(z, exact.mask(valuesOf(z)), (x, e) => (e > 0 && Math.abs(x) <= e ? 1 : 0)),
      hadamard: (a, b) =>
        pair(a, b, exact.hadamard(valuesOf(a), valuesOf(b)), (x, y) => product(x, y, u) + underflow),
      colsum: (a) => {
        const inherited = exact.colsum(boundsOf(a))
        const most = exact.colsum(mostOf(a))
        const flushing = flushed ? a.cols * underflow : 0
        return estimated(
          exact.colsum(valuesOf(a)),
          (_, i) => inherited[i] + gamma(a.cols) * most[i] + flushing,
        )
      },
      addColumn: (a, b) =>
        estimated(exact.addColumn(valuesOf(a), valuesOf(b)), (value, i) => {
          const inherited = a.storage.bounds[i] + b.storage.bounds[Math.floor(i / a.cols)]
          return inherited + u * (Math.abs(value) + inherited) + underflow
        }),
      axpy: (alpha, x, y) =>
        pair(x, y, exact.axpy(alpha, valuesOf(x), valuesOf(y)), (s, t, result) => {
          const inherited = Math.abs(alpha) * s.error + t.error
          const first = u * Math.abs(alpha) * (s.size + s.error) + underflow
          return inherited + first + u * (Math.abs(result) + inherited + first) + underflow
        }),
      scale: (alpha, x) =>
        map(x, exact.scale(alpha, valuesOf(x)), (_, e, y) => {
          const inherited = Math.abs(alpha) * e
          return inherited + u * (Math.abs(y) + inherited) + underflow
        }),
    },
    extended: {
      softmax: (z) => estimated(exact.softmax(valuesOf(z)), (value, i) => softmaxBound(z, value, i, u)),
      tanh: (z) => map(z, exact.tanh(valuesOf(z)), (_, e, y) => e + ofFunction(y)),
      sigmoid: (z) => map(z, exact.sigmoid(valuesOf(z)), (_, e, y) => e / 4 + ofFunction(y)),
      log: (x) =>
        map(x, exact.log(valuesOf(x)), (s, e, y) => (e > 0 ? e / Math.max(s - e, 0) : 0) + ofFunction(y)),
      sqrt: (x) =>
        map(
          x,
          exact.sqrt(valuesOf(x)),
          (s, e, y) => (e > 0 ? e / Math.sqrt(Math.max(s - e, 0)) : 0) + u * y + underflow,
        ),
      divide: (a, b) =>
        pair(a, b, exact.divide(valuesOf(a), valuesOf(b)), (x, y, quotient) => {
          const inherited =
            x.error + y.error > 0
              ? (x.error + Math.abs(quotient) * y.error) / Math.max(y.size - y.error, 0)
              : 0
          return inherited + u * (Math.abs(quotient) + inherited) + underflow
        }),
      gatherColumns: (a, indices) => ({
        values: exact.gatherColumns(valuesOf(a), indices),
        bounds: exact.gatherColumns(boundsOf(a), indices),
      }),
    },
  })

  return { backend, estimate: (matrix) => estimateOf(matrix) }
}

/** The size of a number, and how far off it may be. */
interface Element {
  readonly size: number
  readonly error: number
}

/** The error of a rounded product. */
function product(x: Element, y: Element, u: number): number {
  const inherited = x.size * y.error + y.size * x.error + x.error * y.error
  return inherited + u * (x.size * y.size + inherited)
}

const elementOf = ({ storage }: Stored<Estimate>, i: number): Element => ({
  size: Math.abs(storage.values[i]),
  error: storage.bounds[i],
})

/** Values with their bounds; NaN and ±∞ have none, since nothing is near them. */
const estimated = (values: Float64Array, bound: (value: number, i: number) => number): Estimate => ({
  values,
  bounds: values.map((value, i) => (Number.isFinite(value) ? bound(value, i) : 0)),
})

function softmaxBound(
  { storage, rows, cols }: Stored<Estimate>,
  value: number,
  i: number,
  u: number,
): number {
  if (value === 0) return SMALLEST_NORMAL
  let largest = -Infinity
  let error = 0
  for (let k = i % cols; k < rows * cols; k += cols) {
    largest = Math.max(largest, storage.values[k])
    error = Math.max(error, storage.bounds[k])
  }
  const distance = largest - storage.values[i]
  return Math.expm1(2 * error) * value + (rows + FUNCTION_ERROR + distance) * u * value + SMALLEST_NORMAL
}

/** The matrix with other storage behind it. */
const withStorage = (
  x: Operand<Estimate> | Stored<Estimate>,
  storage: Float64Array,
): Operand<Float64Array> => ({
  storage,
  rows: x.rows,
  cols: x.cols,
  transposed: 'transposed' in x && x.transposed,
})

function estimateOf(matrix: Matrix): Estimate {
  const { rows, cols } = matrix
  if (rows * cols === 0) return { values: new Float64Array(), bounds: new Float64Array() }
  const operand = operandOf<Estimate>(matrix)
  const through = (storage: Float64Array) => {
    const seen = withStorage(operand, storage)
    return Float64Array.from({ length: rows * cols }, (_, i) => at(seen, Math.floor(i / cols), i % cols))
  }
  return { values: through(operand.storage.values), bounds: through(operand.storage.bounds) }
}
