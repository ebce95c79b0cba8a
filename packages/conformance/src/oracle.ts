import {
  ArgumentError,
  checkMatrix,
  checkNumerics,
  defineBackend,
  type ExtendedBackend,
  type Matrix,
  type Numerics,
  type Operand,
  operandOf,
  type Stored,
} from '@bilayer/core'
import { at, referenceKernels } from '@bilayer/core/reference'
import { LARGEST_FLOAT32, SMALLEST_NORMAL } from './values.ts'

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
  /** Row-major, as seen through the handle. Throws `ArgumentError` for what is no matrix of that backend. */
  readonly estimate: (matrix: Matrix) => Estimate
}

/** Half of the smallest subnormal float32 number: the error of rounding to a subnormal. */
const HALF_SMALLEST = 2 ** -150

/** The relative error allowed where `ExtendedBackend` gives no closer bound, in units of u. */
const FUNCTION_ERROR = 8

/** The bounds are those that `Backend` states, for a backend of these numerics. Throws `ArgumentError` for what are none. */
export function createOracle(numerics: Numerics): Oracle {
  checkNumerics('numerics', numerics)
  const u = numerics.unitRoundoff
  const flushed = numerics.subnormals === 'flushed'
  const underflow = flushed ? SMALLEST_NORMAL : HALF_SMALLEST
  const exact = referenceKernels<Float64Array>((length) => new Float64Array(length))
  const gamma = (k: number) => (k * u < 1 ? (k * u) / (1 - k * u) : Infinity)

  /** What an error grows to when its result y is rounded once more. */
  const rounded = (error: number, y: number) => error + u * (Math.abs(y) + error) + underflow
  const ofFunction = (y: number) => FUNCTION_ERROR * u * Math.abs(y) + SMALLEST_NORMAL

  /** An elementwise result, where `bound` says how far off y may be for an operand x. */
  const map = (z: Stored<Estimate>, values: Float64Array, bound: (x: Element, y: number) => number) =>
    estimated(values, (y, i) => bound(elementOf(z, i), y))
  const pair = (
    a: Stored<Estimate>,
    b: Stored<Estimate>,
    values: Float64Array,
    bound: (x: Element, y: Element, result: number) => number,
  ) => estimated(values, (result, i) => bound(elementOf(a, i), elementOf(b, i), result))

  /**
   * Sums of n terms, from the sums of their sizes: of the float64 terms, and of the largest that the backend may have.
   * Where these overflow, whether the backend's sum passes through ∞ depends on its order, and no bound holds.
   */
  const sums = (values: Float64Array, sizes: Float64Array, most: Float64Array, n: number, rounding: number) =>
    estimated(values, (_, i) => {
      const bound = most[i] - sizes[i] + gamma(rounding) * most[i]
      return most[i] + bound <= LARGEST_FLOAT32 ? bound + n * underflow : Infinity
    })

  const backend: ExtendedBackend = defineBackend<Estimate>({
    name: 'oracle',
    info: { device: 'one JavaScript thread', mode: 'float64 with error bounds' },
    storage: {
      upload: (data) => {
        const values = new Float64Array(data)
        return {
          values,
          bounds: flushed
            ? values.map((x) => (Math.abs(x) < SMALLEST_NORMAL ? Math.abs(x) : 0))
            : new Float64Array(values.length),
        }
      },
      read: async ({ storage }) => Float32Array.from(storage.values),
      free: () => {},
      bytes: () => 0,
      sync: async () => {},
      close: async () => {},
    },
    core: {
      matmul: (a, b) => {
        const sizes = exact.matmul(sizesOf(a), sizesOf(b))
        const most = isExact(a) && isExact(b) ? sizes : exact.matmul(mostOf(a), mostOf(b))
        return sums(exact.matmul(valuesOf(a), valuesOf(b)), sizes, most, a.cols, a.cols + 1)
      },
      transpose: (a) => ({
        values: exact.transpose(valuesOf(a)),
        bounds: exact.transpose(withStorage(a, a.storage.bounds)),
      }),
      relu: (z) => map(z, exact.relu(valuesOf(z)), (x) => x.error),
      mask: (z) => map(z, exact.mask(valuesOf(z)), (x) => (isUncertain(x) ? 1 : 0)),
      hadamard: (a, b) =>
        pair(a, b, exact.hadamard(valuesOf(a), valuesOf(b)), (x, y, product) =>
          rounded(times(x.error, y.size) + times(y.error, x.size) + times(x.error, y.error), product),
        ),
      colsum: (a) =>
        sums(
          exact.colsum(valuesOf(a)),
          exact.colsum(sizesOf(a)),
          exact.colsum(mostOf(a)),
          flushed ? a.cols : 0,
          a.cols,
        ),
      addColumn: (a, b) =>
        estimated(exact.addColumn(valuesOf(a), valuesOf(b)), (y, i) =>
          rounded(elementOf(a, i).error + elementOf(b, Math.floor(i / a.cols)).error, y),
        ),
      axpy: (alpha, x, y) =>
        pair(x, y, exact.axpy(alpha, valuesOf(x), valuesOf(y)), (s, t, result) => {
          const product = Math.abs(alpha) * s.size
          const error = rounded(times(s.error, Math.abs(alpha)), finiteOr0(product))
          const overflows = Number.isFinite(product) && product + error > LARGEST_FLOAT32
          return overflows ? Infinity : rounded(error + t.error, result)
        }),
      scale: (alpha, x) =>
        map(x, exact.scale(alpha, valuesOf(x)), ({ error }, y) => rounded(times(error, Math.abs(alpha)), y)),
    },
    extended: {
      softmax: (z) => estimated(exact.softmax(valuesOf(z)), (value, i) => softmaxBound(z, value, i, u)),
      tanh: (z) => map(z, exact.tanh(valuesOf(z)), (x, y) => x.error + ofFunction(y)),
      sigmoid: (z) => map(z, exact.sigmoid(valuesOf(z)), (x, y) => x.error / 4 + ofFunction(y)),
      log: (x) =>
        map(x, exact.log(valuesOf(x)), (s, y) =>
          isUncertain(s) ? Infinity : over(s.error, s.size - s.error) + ofFunction(y),
        ),
      sqrt: (x) =>
        map(x, exact.sqrt(valuesOf(x)), (s, y) =>
          isUncertain(s) ? Infinity : rounded(over(s.error, Math.sqrt(s.size - s.error)), y),
        ),
      divide: (a, b) =>
        pair(a, b, exact.divide(valuesOf(a), valuesOf(b)), (x, y, quotient) =>
          isUncertain(y)
            ? Infinity
            : rounded(over(x.error + times(y.error, Math.abs(quotient)), y.size - y.error), quotient),
        ),
      gatherRows: (a, indices) => ({
        values: exact.gatherRows(valuesOf(a), indices),
        bounds: exact.gatherRows(withStorage(a, a.storage.bounds), indices),
      }),
    },
  })

  const estimate = (matrix: Matrix): Estimate => {
    checkMatrix('matrix', matrix)
    if (matrix.backend === backend) return estimateOf(matrix)
    throw new ArgumentError(`matrix is on ${matrix.backend.name}; it must be on the oracle's own backend.`)
  }

  return { backend, estimate }
}

/** The size of a number, and how far off it may be. */
interface Element {
  readonly size: number
  readonly error: number
}

/** One number of an operand. Where float32 cannot hold it, the backend may have ∞ instead: nothing is known of it. */
function elementOf({ storage }: Stored<Estimate>, i: number): Element {
  const size = Math.abs(storage.values[i])
  const bound = storage.bounds[i]
  const overflows = Number.isFinite(size) && size + bound > LARGEST_FLOAT32
  return { size, error: overflows ? Infinity : bound }
}

/** Whether the backend has these very numbers. */
const isExact = ({ storage }: Stored<Estimate>): boolean => storage.bounds.every((bound) => bound === 0)

/** Whether a number may be 0, or of the other sign. */
const isUncertain = ({ size, error }: Element): boolean => error > 0 && !(size > error)

/**
 * An error times the size of a factor, and divided by that of a divisor. No error stays none, and what may be anything stays
 * so, beside ∞ and 0 too.
 */
const times = (error: number, size: number): number => (isFixed(error) ? error : error * size)
const over = (error: number, size: number): number => (isFixed(error) ? error : error / size)
const isFixed = (error: number): boolean => error === 0 || error === Infinity

const finiteOr0 = (x: number): number => (Number.isFinite(x) ? x : 0)

/**
 * Values with their bounds. NaN and ±∞ are near nothing but themselves: their own bound is 0, unless an operand leaves
 * everything open. A bound of ∞, or none that is a number, allows anything.
 */
const estimated = (values: Float64Array, bound: (value: number, i: number) => number): Estimate => ({
  values,
  bounds: values.map((value, i) => {
    const allowed = bound(finiteOr0(value), i)
    if (allowed === Infinity) return Infinity
    if (!Number.isFinite(value)) return 0
    return Number.isNaN(allowed) ? Infinity : allowed
  }),
})

function softmaxBound(z: Stored<Estimate>, value: number, i: number, u: number): number {
  const { storage, rows, cols } = z
  let largest = -Infinity
  let error = 0
  for (let k = i % cols; k < rows * cols; k += cols) {
    largest = Math.max(largest, storage.values[k])
    error = Math.max(error, elementOf(z, k).error)
  }
  if (error > 1) return Infinity
  if (value === 0) return SMALLEST_NORMAL
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

const valuesOf = (x: Operand<Estimate> | Stored<Estimate>) => withStorage(x, x.storage.values)

/** |x|, where it is finite. */
const sizesOf = (x: Operand<Estimate> | Stored<Estimate>) =>
  withStorage(
    x,
    x.storage.values.map((value) => finiteOr0(Math.abs(value))),
  )

/** The largest size that the backend's number may have, where x is finite. */
const mostOf = (x: Operand<Estimate> | Stored<Estimate>) =>
  withStorage(
    x,
    x.storage.values.map((value, i) => finiteOr0(Math.abs(value)) + elementOf(x, i).error),
  )

function estimateOf(matrix: Matrix): Estimate {
  const { rows, cols } = matrix
  if (rows * cols === 0) return { values: new Float64Array(), bounds: new Float64Array() }
  const operand = operandOf<Estimate>(matrix)
  const through = (storage: Float64Array) => {
    const seen = withStorage(operand, storage)
    return storage.map((_, i) => at(seen, Math.floor(i / cols), i % cols))
  }
  return { values: through(operand.storage.values), bounds: through(operand.storage.bounds) }
}
