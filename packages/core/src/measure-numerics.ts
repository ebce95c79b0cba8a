import { type ExtendedBackend, isExtended, type Numerics } from './backend.ts'
import { checkBackend } from './check-backend.ts'
import { ArgumentError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import { createRandom } from './random.ts'

/** Numbers that the roundoff is measured on. */
const COUNT = 4096

/** A size that a device may flush to 0: beneath 2⁻¹²⁶. */
const SUBNORMAL = 2 ** -140

/**
 * Finds out by computing how exact a backend is: what a device keeps of float32 is known to nobody but the device. The backend may
 * declare anything until then. All matrices are freed.
 *
 * Rejects with `ArgumentError` for what is no backend of the extended level.
 */
export async function measureNumerics(backend: ExtendedBackend): Promise<Numerics> {
  checkBackend('backend', backend)
  if (!isExtended(backend))
    throw new ArgumentError('backend has the core level alone; quotients and roots are measured too.')
  const [unitRoundoff, keepsSmall, keepsAll] = await Promise.all([
    measureRoundoff(backend),
    keepsSubnormals(backend),
    keepsNonFinite(backend),
  ])
  return {
    unitRoundoff,
    subnormals: keepsSmall ? 'kept' : 'flushed',
    nonFinite: keepsAll ? 'ieee' : 'unspecified',
  }
}

/** What an operation makes of rows of numbers, the same for each of its operands. */
async function compute(
  backend: ExtendedBackend,
  rows: readonly Float32Array[],
  operation: (a: Matrix, b: Matrix) => Matrix,
): Promise<Float32Array> {
  const [a, b = a] = rows
  using result = backend.scope(() =>
    operation(backend.matrix(1, a.length, a), backend.matrix(1, b.length, b)),
  )
  return await result.read()
}

/** The smallest power of two that no single operation's relative error exceeds. */
async function measureRoundoff(backend: ExtendedBackend): Promise<number> {
  const { axpy, hadamard, divide, sqrt } = backend
  const random = createRandom(1)
  const values = () => Float32Array.from({ length: COUNT }, () => 2 ** (20 * random.uniform() - 10))
  const [x, y] = [values(), values()]
  const largest = async (
    operation: (a: Matrix, b: Matrix) => Matrix,
    expected: (a: number, b: number) => number,
  ): Promise<number> => {
    const found = await compute(backend, [x, y], operation)
    return found.reduce((most, value, i) => Math.max(most, relativeError(value, expected(x[i], y[i]))), 0)
  }
  const errors = await Promise.all([
    largest(
      (a, b) => axpy(-1, a, b),
      (a, b) => b - a,
    ),
    largest(hadamard, (a, b) => a * b),
    largest(divide, (a, b) => a / b),
    largest((a) => sqrt(a), Math.sqrt),
  ])
  return 2 ** Math.ceil(Math.log2(Math.max(2 ** -24, ...errors)))
}

/** 1 for NaN, which is no number at all. */
function relativeError(found: number, expected: number): number {
  const error = found === expected ? 0 : Math.abs((found - expected) / expected)
  return Number.isNaN(error) ? 1 : error
}

async function keepsSubnormals(backend: ExtendedBackend): Promise<boolean> {
  const x = Float32Array.of(SUBNORMAL, -SUBNORMAL, 2 ** -100, 1)
  const y = Float32Array.of(1, 1, 2 ** -40, SUBNORMAL)
  return allOf([
    gives(backend, [x, y], backend.hadamard, [SUBNORMAL, -SUBNORMAL, SUBNORMAL, SUBNORMAL]),
    gives(backend, [x], (a) => backend.scale(1, a), x),
  ])
}

async function keepsNonFinite(backend: ExtendedBackend): Promise<boolean> {
  const { relu, mask, hadamard, divide, log } = backend
  const { NaN: nan } = Number
  const x = Float32Array.of(nan, Infinity, -Infinity, 1, -1, 0)
  const y = Float32Array.of(1, 0, 2, 0, 0, 0)
  return allOf([
    gives(backend, [x], (a) => relu(a), [nan, Infinity, 0, 1, 0, 0]),
    gives(backend, [x], (a) => mask(a), [0, 1, 0, 1, 0, 0]),
    gives(backend, [x, y], hadamard, [nan, nan, -Infinity, 0, -0, 0]),
    gives(backend, [x, y], divide, [nan, Infinity, -Infinity, Infinity, -Infinity, nan]),
    gives(backend, [x], (a) => log(a), [nan, Infinity, nan, 0, nan, -Infinity]),
  ])
}

const allOf = async (facts: readonly Promise<boolean>[]): Promise<boolean> =>
  (await Promise.all(facts)).every(Boolean)

/** Whether an operation gives these numbers. Zeros have a sign, and NaN is NaN. */
async function gives(
  backend: ExtendedBackend,
  rows: readonly Float32Array[],
  operation: (a: Matrix, b: Matrix) => Matrix,
  expected: ArrayLike<number>,
): Promise<boolean> {
  const found = await compute(backend, rows, operation)
  return found.every((value, i) => Object.is(value, expected[i]))
}
