/*
 * Each kernel computes elements `begin` to `end − 1` of its output. Arithmetic is float64; storing rounds to float32, which
 * for one sum, product, quotient or root of float32 numbers is the correctly rounded float32 result (S. A. Figueroa, When
 * Is Double Rounding Innocuous?, 1995).
 */

/** An operation on one matrix. */
export type OfOne = (z: Float32Array, out: Float32Array, begin: number, end: number) => void
/** An operation on two matrices of one shape. */
export type OfTwo = (a: Float32Array, b: Float32Array, out: Float32Array, begin: number, end: number) => void

/** max(z, 0); NaN stays NaN. `out` may be z itself. */
export const relu: OfOne = (z, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = Math.max(z[i], 0)
}

/** 1 where z > 0, else 0. */
export const mask: OfOne = (z, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = z[i] > 0 ? 1 : 0
}

/** A ⊙ B. */
export const hadamard: OfTwo = (a, b, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = a[i] * b[i]
}

/** v ⊙ σ′(z): a product, so that NaN · 0 is NaN. */
export const hadamardMask: OfTwo = (v, z, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = v[i] * (z[i] > 0 ? 1 : 0)
}

/** αX + Y. */
export function axpy(
  alpha: number,
  x: Float32Array,
  y: Float32Array,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) out[i] = alpha * x[i] + y[i]
}

/** αX + βY. */
export function axpby(
  alpha: number,
  x: Float32Array,
  beta: number,
  y: Float32Array,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) out[i] = alpha * x[i] + beta * y[i]
}

/** βV + (1 − β)G ⊙ G. */
export function squareAverage(
  beta: number,
  oneMinusBeta: number,
  v: Float32Array,
  g: Float32Array,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) out[i] = beta * v[i] + oneMinusBeta * g[i] * g[i]
}

/** Θ − ηM ⊘ (√V + ε). */
export function adaptiveStep(
  theta: Float32Array,
  rate: number,
  m: Float32Array,
  v: Float32Array,
  epsilon: number,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) out[i] = theta[i] - rate * (m[i] / (Math.sqrt(v[i]) + epsilon))
}

/** αX. */
export function scale(alpha: number, x: Float32Array, out: Float32Array, begin: number, end: number): void {
  for (let i = begin; i < end; i++) out[i] = alpha * x[i]
}

/** A ⊘ B. */
export const divide: OfTwo = (a, b, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = a[i] / b[i]
}

/** tanh(Z). */
export const tanh: OfOne = (z, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = Math.tanh(z[i])
}

/** 1 / (1 + exp(−Z)): the exponential may overflow, and the quotient is 0 then. */
export const sigmoid: OfOne = (z, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = 1 / (1 + Math.exp(-z[i]))
}

/** The natural logarithm: −∞ at 0, NaN below. */
export const log: OfOne = (x, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = Math.log(x[i])
}

/** √X: NaN below 0. */
export const sqrt: OfOne = (x, out, begin, end) => {
  for (let i = begin; i < end; i++) out[i] = Math.sqrt(x[i])
}
