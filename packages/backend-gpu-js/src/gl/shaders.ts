/*
 * What the device computes, in the language of WebGL shaders (GLSL ES). A matrix is a texture, and a texel is a block of two rows and
 * two columns: texel (j, i) has x and y of row 2i, z and w of row 2i + 1, of columns 2j and 2j + 1. So the transpose of a block
 * is `.xzyw`, and a product of blocks reads each number once for two multiplications. Where rows or columns are odd, the
 * last block's rest is padding: anything may be there, and no sum may take it in.
 *
 * Each shader is the body of `vec4 compute(int row, int col)`, which returns one block of the output. The arguments are `a`, `b`
 * and `c`, whose blocks are A(row, col) and so on, and numbers, read by their names with `user_` before them.
 */

/** A shader and its arguments. */
export interface Shader {
  readonly body: string
  /** How many textures come first, as `a`, `b` and `c`. */
  readonly textures: 0 | 1 | 2 | 3
  readonly integers?: readonly string[]
  readonly floats?: readonly string[]
  /** Definitions that the body uses. */
  readonly helpers?: string
}

/** Applies a function of one number to each of four. */
export const MAP = `
#define MAP(f, v) vec4(f(v.x), f(v.y), f(v.z), f(v.w))
`

/** σ. Were its 0 written here, compilers would make max(x, 0) of it, which may be 0 for NaN; so 0 is an argument. */
export const RELU = `
float relu(float x) { return x < 0.0 ? user_zero : x; }
`

/** σ′: 0 at 0 and at NaN. */
const MASK = `
float mask(float x) { return x > 0.0 ? 1.0 : 0.0; }
`

const map = (f: string, helpers: string): Shader => ({
  textures: 1,
  helpers: MAP + helpers,
  body: `vec4 x = A(row, col); return MAP(${f}, x);`,
})

/**
 * Functions within some units of roundoff, after S. L. Moshier's Cephes library, single precision (1992), as in the kernels of
 * wasm. Powers of two are made of exact factors, since a device's own exp2 and log2 are only near.
 */
const FUNCTIONS = `
float powerOfTwo(float n) {
  float size = abs(n);
  bool small = n < 0.0;
  float p = 1.0;
  if (size >= 64.0) { p *= small ? 5.421010862427522e-20 : 18446744073709551616.0; size -= 64.0; }
  if (size >= 32.0) { p *= small ? 2.3283064365386963e-10 : 4294967296.0; size -= 32.0; }
  if (size >= 16.0) { p *= small ? 0.0000152587890625 : 65536.0; size -= 16.0; }
  if (size >= 8.0) { p *= small ? 0.00390625 : 256.0; size -= 8.0; }
  if (size >= 4.0) { p *= small ? 0.0625 : 16.0; size -= 4.0; }
  if (size >= 2.0) { p *= small ? 0.25 : 4.0; size -= 2.0; }
  if (size >= 1.0) { p *= small ? 0.5 : 2.0; }
  return p;
}

float exponentialOfNegative(float x) {
  if (x < -104.0) return 0.0;
  float n = floor(x * 1.44269504 + 0.5);
  float r = (x - n * 0.693359375) + n * 2.12194440e-4;
  float p = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  float e = (r * r * p + r) + 1.0;
  float part = floor(n * 0.5);
  return e * powerOfTwo(part) * powerOfTwo(n - part);
}

float logistic(float x) {
  float e = exponentialOfNegative(-abs(x));
  return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

float hyperbolicTangent(float x) {
  float size = abs(x);
  if (size < 0.625) {
    float s = x * x;
    float p = -5.70498872745e-3;
    p = p * s + 2.06390887954e-2;
    p = p * s - 5.37397155531e-2;
    p = p * s + 1.33314422036e-1;
    p = p * s - 3.33332819422e-1;
    return x + s * x * p;
  }
  float e = exponentialOfNegative(-2.0 * size);
  float far = (1.0 - e) / (1.0 + e);
  return x < 0.0 ? -far : far;
}

float logarithm(float x) {
  if (!(x > 0.0)) return x == 0.0 ? -1.0 / abs(x) : sqrt(x);
  if (x > 3.4028234e38) return x;
  float n = 0.0;
  float m = x;
  if (m < 1.0) {
    if (m < 5.421010862427522e-20) { m *= 18446744073709551616.0; n -= 64.0; }
    if (m < 5.421010862427522e-20) { m *= 18446744073709551616.0; n -= 64.0; }
    if (m < 2.3283064365386963e-10) { m *= 4294967296.0; n -= 32.0; }
    if (m < 0.0000152587890625) { m *= 65536.0; n -= 16.0; }
    if (m < 0.00390625) { m *= 256.0; n -= 8.0; }
    if (m < 0.0625) { m *= 16.0; n -= 4.0; }
    if (m < 0.25) { m *= 4.0; n -= 2.0; }
    if (m < 0.5) { m *= 2.0; n -= 1.0; }
  } else {
    if (m >= 18446744073709551616.0) { m *= 5.421010862427522e-20; n += 64.0; }
    if (m >= 4294967296.0) { m *= 2.3283064365386963e-10; n += 32.0; }
    if (m >= 65536.0) { m *= 0.0000152587890625; n += 16.0; }
    if (m >= 256.0) { m *= 0.00390625; n += 8.0; }
    if (m >= 16.0) { m *= 0.0625; n += 4.0; }
    if (m >= 4.0) { m *= 0.25; n += 2.0; }
    if (m >= 2.0) { m *= 0.5; n += 1.0; }
  }
  if (m < 0.70710678) { m *= 2.0; n -= 1.0; }
  if (m > 1.41421356) { m *= 0.5; n += 1.0; }
  float f = m - 1.0;
  float p = 7.0376836292e-2;
  p = p * f - 1.1514610310e-1;
  p = p * f + 1.1676998740e-1;
  p = p * f - 1.2420140846e-1;
  p = p * f + 1.4249322787e-1;
  p = p * f - 1.6668057665e-1;
  p = p * f + 2.0000714765e-1;
  p = p * f - 2.4999993993e-1;
  p = p * f + 3.3333331174e-1;
  float s = f * f;
  float y = n * -2.12194440e-4 + f * s * p;
  y = s * -0.5 + y;
  return n * 0.693359375 + (f + y);
}
`

/** The shaders but for the products, which `product.ts` writes. */
export const shaders = {
  zeros: { textures: 0, body: 'return vec4(0.0);' },
  relu: { ...map('relu', RELU), floats: ['zero'] },
  mask: map('mask', MASK),
  hadamard: { textures: 2, body: 'return A(row, col) * B(row, col);' },
  hadamardMask: {
    textures: 2,
    helpers: MAP + MASK,
    body: 'vec4 z = B(row, col); return A(row, col) * MAP(mask, z);',
  },
  addColumn: { textures: 2, body: 'return A(row, col) + B(row, 0).xxzz;' },
  axpy: { textures: 2, floats: ['alpha'], body: 'return user_alpha * A(row, col) + B(row, col);' },
  axpby: {
    textures: 2,
    floats: ['alpha', 'beta'],
    body: 'return user_alpha * A(row, col) + user_beta * B(row, col);',
  },
  /** βV + (1 − β)G ⊙ G. */
  squareAverage: {
    textures: 2,
    floats: ['beta', 'oneMinusBeta'],
    body: 'vec4 g = B(row, col); return user_beta * A(row, col) + (user_oneMinusBeta * g) * g;',
  },
  /** Θ − ηM ⊘ (√V + ε). */
  adaptiveStep: {
    textures: 3,
    floats: ['rate', 'epsilon'],
    body: 'return A(row, col) - user_rate * (B(row, col) / (sqrt(C(row, col)) + user_epsilon));',
  },
  scale: { textures: 1, floats: ['alpha'], body: 'return user_alpha * A(row, col);' },
  divide: { textures: 2, body: 'return A(row, col) / B(row, col);' },
  sqrt: { textures: 1, body: 'return sqrt(A(row, col));' },
  tanh: map('hyperbolicTangent', FUNCTIONS),
  sigmoid: map('logistic', FUNCTIONS),
  log: map('logarithm', FUNCTIONS),

  transpose: { textures: 1, body: 'return A(col, row).xzyw;' },

  /** A·1. */
  colsum: {
    textures: 1,
    integers: ['cols'],
    body: `vec2 sum = vec2(0.0); int whole = user_cols / 2;
      for (int k = 0; k < LOOP_MAX; k++) { if (k >= whole) break; vec4 x = A(row, k); sum += x.xz + x.yw; }
      if (2 * whole < user_cols) sum += A(row, whole).xz;
      return vec4(sum.x, 0.0, sum.y, 0.0);`,
  },

  /** The largest element of each column, twice. */
  columnMaximum: {
    textures: 1,
    integers: ['rows'],
    helpers: `vec2 larger(vec2 u, vec2 v) { return vec2(v.x > u.x ? v.x : u.x, v.y > u.y ? v.y : u.y); }`,
    body: `vec2 most = A(0, col).xy; int whole = user_rows / 2;
      for (int i = 0; i < LOOP_MAX; i++) { if (i >= whole) break; vec4 x = A(i, col); most = larger(larger(most, x.xy), x.zw); }
      if (2 * whole < user_rows) most = larger(most, A(whole, col).xy);
      return most.xyxy;`,
  },

  /** Σ exp(z − b) over each column, for b its largest element; twice. */
  columnExponentials: {
    textures: 2,
    integers: ['rows'],
    helpers: MAP + FUNCTIONS,
    body: `vec4 most = B(0, col); vec2 sum = vec2(0.0); int whole = user_rows / 2;
      for (int i = 0; i < LOOP_MAX; i++) {
        if (i >= whole) break;
        vec4 x = A(i, col) - most; vec4 e = MAP(exponentialOfNegative, x); sum += e.xy + e.zw;
      }
      if (2 * whole < user_rows) { vec4 x = A(whole, col) - most; sum += MAP(exponentialOfNegative, x).xy; }
      return sum.xyxy;`,
  },

  /** exp(z − b) / c. */
  softmax: {
    textures: 3,
    helpers: MAP + FUNCTIONS,
    body: 'vec4 x = A(row, col) - B(0, col); return MAP(exponentialOfNegative, x) / C(0, col);',
  },

  /** The rows that the row b names. */
  gatherRows: {
    textures: 2,
    body: `vec4 place = B(0, row); int i = int(place.x); int j = int(place.y);
      vec4 p = A(i / 2, col); vec4 q = A(j / 2, col);
      vec2 upper = 2 * (i / 2) == i ? p.xy : p.zw;
      vec2 lower = 2 * (j / 2) == j ? q.xy : q.zw;
      return vec4(upper, lower);`,
  },
} satisfies Record<string, Shader>
