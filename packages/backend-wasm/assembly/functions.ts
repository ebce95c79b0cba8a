import { multiplyAdd } from './simd'

/*
 * Functions of float32 numbers to within 3 units of roundoff, after S. L. Moshier's Cephes library, single precision (1992):
 * the argument is reduced to a short interval, where a polynomial stands for the function.
 */

/** ln 2 in two parts; the product of the first and a whole number of up to 14 bits is exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.12194440e-4

const SIGN: i32 = 0x80000000
const SMALLEST_NORMAL: f32 = 1.17549435e-38

@inline
function step(sum: v128, x: v128, coefficient: f32): v128 {
  return multiplyAdd(sum, x, f32x4.splat(coefficient))
}

/** 2ⁿ for whole n from −126 to 127. */
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** eˣ for x ≤ 0: x = n ln 2 + r with |r| ≤ ½ ln 2, and eˣ = 2ⁿ eʳ. Gradual at its lower end. */
@inline
export function exponentialOfNegative(x: v128): v128 {
  // Below −104 the result is nearer to 0 than to the smallest number. NaN passes.
  x = f32x4.pmax(x, f32x4.splat(-104))
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)))
  const r = multiplyAdd(n, f32x4.splat(-LN2_LOW), multiplyAdd(n, f32x4.splat(-LN2_HIGH), x))
  let p = f32x4.splat(1.9875691500e-4)
  p = step(p, r, 1.3981999507e-3)
  p = step(p, r, 8.3334519073e-3)
  p = step(p, r, 4.1665795894e-2)
  p = step(p, r, 1.6666665459e-1)
  p = step(p, r, 5.0000001201e-1)
  const e = f32x4.add(multiplyAdd(f32x4.mul(r, r), p, r), f32x4.splat(1))
  // In two factors, since 2ⁿ alone may be too small for a normal number.
  const whole = i32x4.trunc_sat_f32x4_s(n)
  const half = i32x4.shr_s(whole, 1)
  return f32x4.mul(f32x4.mul(e, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)))
}

/** 1 / (1 + e⁻ˣ), from e to the −|x|, which cannot overflow. */
@inline
export function logistic(x: v128): v128 {
  const e = exponentialOfNegative(v128.or(x, i32x4.splat(SIGN)))
  const one = f32x4.splat(1)
  const numerator = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(one, e))
}

/** x + x³ P(x²) near 0, where the quotient would cancel; else (1 − e) / (1 + e) with e to the −2|x|. */
@inline
export function hyperbolicTangent(x: v128): v128 {
  const sign = i32x4.splat(SIGN)
  const size = v128.andnot(x, sign)
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = step(p, square, 2.06390887954e-2)
  p = step(p, square, -5.37397155531e-2)
  p = step(p, square, 1.33314422036e-1)
  p = step(p, square, -3.33332819422e-1)
  const near = multiplyAdd(f32x4.mul(square, x), p, x)
  const one = f32x4.splat(1)
  const e = exponentialOfNegative(f32x4.mul(size, f32x4.splat(-2)))
  const far = v128.or(f32x4.div(f32x4.sub(one, e), f32x4.add(one, e)), v128.and(x, sign))
  return v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625)))
}

/** ln x = n ln 2 + ln m with m from √½ to √2. */
@inline
export function logarithm(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(SMALLEST_NORMAL))
  const bits = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny)
  const shift = v128.and(tiny, i32x4.splat(23))
  const rootHalf = i32x4.splat(0x3f3504f3)
  const n = i32x4.shr_s(i32x4.sub(bits, rootHalf), 23)
  const f = f32x4.sub(i32x4.sub(bits, i32x4.shl(n, 23)), f32x4.splat(1))
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(n, shift))
  let p = f32x4.splat(7.0376836292e-2)
  p = step(p, f, -1.1514610310e-1)
  p = step(p, f, 1.1676998740e-1)
  p = step(p, f, -1.2420140846e-1)
  p = step(p, f, 1.4249322787e-1)
  p = step(p, f, -1.6668057665e-1)
  p = step(p, f, 2.0000714765e-1)
  p = step(p, f, -2.4999993993e-1)
  p = step(p, f, 3.3333331174e-1)
  const square = f32x4.mul(f, f)
  let y = multiplyAdd(exponent, f32x4.splat(LN2_LOW), f32x4.mul(f32x4.mul(f, square), p))
  y = multiplyAdd(square, f32x4.splat(-0.5), y)
  y = multiplyAdd(exponent, f32x4.splat(LN2_HIGH), f32x4.add(f, y))
  // −∞ at 0, NaN below, and ∞ and NaN as they are.
  const zero = f32x4.splat(0)
  y = v128.bitselect(y, x, f32x4.lt(x, f32x4.splat(Infinity)))
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, zero))
  return v128.bitselect(f32x4.splat(NaN), y, f32x4.lt(x, zero))
}
