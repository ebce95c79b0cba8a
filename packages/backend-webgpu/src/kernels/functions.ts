/**
 * Functions of four numbers at once, within some units of roundoff, after S. L. Moshier's Cephes library, single precision (1992), as
 * in the kernels of wasm. Powers of two are made of their bits, and NaN and ∞ told from theirs, since a device's own functions are
 * only near and its compiler may know neither.
 */
export const FUNCTIONS = `
fn powerOfTwo(n: vec4i) -> vec4f {
  return bitcast<vec4f>((n + 127) << vec4u(23u));
}

fn exponentialOfNegative(x: vec4f) -> vec4f {
  let least = max(x, vec4f(-104.0));
  let n = floor(least * 1.44269504 + 0.5);
  let r = (least - n * 0.693359375) + n * 2.12194440e-4;
  var s = vec4f(1.9875691500e-4);
  s = s * r + 1.3981999507e-3;
  s = s * r + 8.3334519073e-3;
  s = s * r + 4.1665795894e-2;
  s = s * r + 1.6666665459e-1;
  s = s * r + 5.0000001201e-1;
  let e = (r * r * s + r) + 1.0;
  let whole = vec4i(n);
  let half = whole >> vec4u(1u);
  let power = e * powerOfTwo(half) * powerOfTwo(whole - half);
  let isNaN = (bitcast<vec4u>(x) & vec4u(0x7FFFFFFFu)) > vec4u(0x7F800000u);
  return select(select(power, vec4f(0.0), x < vec4f(-104.0)), x, isNaN);
}

fn logistic(x: vec4f) -> vec4f {
  let e = exponentialOfNegative(-abs(x));
  return select(vec4f(1.0), e, x < vec4f(0.0)) / (1.0 + e);
}

fn hyperbolicTangent(x: vec4f) -> vec4f {
  let size = abs(x);
  let square = x * x;
  var s = vec4f(-5.70498872745e-3);
  s = s * square + 2.06390887954e-2;
  s = s * square - 5.37397155531e-2;
  s = s * square + 1.33314422036e-1;
  s = s * square - 3.33332819422e-1;
  let near = x + square * x * s;
  let e = exponentialOfNegative(-2.0 * size);
  let far = (1.0 - e) / (1.0 + e);
  return select(select(far, -far, x < vec4f(0.0)), near, size < vec4f(0.625));
}

fn logarithm(x: vec4f) -> vec4f {
  let isTiny = x < vec4f(1e-37);
  let y = select(x, x * 18446744073709551616.0, isTiny);
  // y = m 2ⁿ, with m from √½ to √2.
  let bits = bitcast<vec4i>(y) - 0x3F3504F3;
  let exponent = bits >> vec4u(23u);
  let n = select(vec4f(exponent), vec4f(exponent - 64), isTiny);
  let f = bitcast<vec4f>((bits & vec4i(0x7FFFFF)) + 0x3F3504F3) - 1.0;
  var s = vec4f(7.0376836292e-2);
  s = s * f - 1.1514610310e-1;
  s = s * f + 1.1676998740e-1;
  s = s * f - 1.2420140846e-1;
  s = s * f + 1.4249322787e-1;
  s = s * f - 1.6668057665e-1;
  s = s * f + 2.0000714765e-1;
  s = s * f - 2.4999993993e-1;
  s = s * f + 3.3333331174e-1;
  let square = f * f;
  let small = square * -0.5 + (n * -2.12194440e-4 + f * square * s);
  let finite = n * 0.693359375 + (f + small);
  let raw = bitcast<vec4u>(x);
  let size = raw & vec4u(0x7FFFFFFFu);
  let minusInfinity = bitcast<vec4f>(size | vec4u(0xFF800000u));
  let notANumber = bitcast<vec4f>(raw | vec4u(0x7FC00000u));
  let positive = select(finite, x, raw >= vec4u(0x7F800000u));
  return select(select(positive, notANumber, raw > vec4u(0x80000000u)), minusInfinity, size == vec4u(0u));
}
`
