import { LANE, MAP, RELU, type Shader } from './shaders.ts'

/** Which of the products: of views or not, with a bias added, with σ of it. */
export interface ProductKind {
  readonly aTransposed: boolean
  readonly bTransposed: boolean
  readonly bias: boolean
  readonly relu: boolean
}

/** The first n elements of a texel, and 0 for its padding. */
const FIRST = `
vec4 first(vec4 x, int n) { return vec4(x.x, n > 1 ? x.y : 0.0, n > 2 ? x.z : 0.0, n > 3 ? x.w : 0.0); }
`

/** Four terms of each of the four sums, k = 4t to 4t + 3, where B's texels lie across the sum. */
const ROWS = 'x.x * B(k, col) + x.y * B(k + 1, col) + x.z * B(k + 2, col) + x.w * B(k + 3, col)'

/** The same, where B is a view: its texels lie along the sum. */
const dots = (x: string, wrap: (texel: string) => string): string =>
  `vec4(${[0, 1, 2, 3].map((l) => `dot(${x}, ${wrap(`B(j + ${l}, t)`)})`).join(', ')})`

/** Elements k to k + 3 of a row of A, where A is a view: each is in a texel of its own. */
const GATHERED = 'vec4(lane(A(k, q), l), lane(A(k + 1, q), l), lane(A(k + 2, q), l), lane(A(k + 3, q), l))'

/**
 * A·B, K terms a sum. The last texel along the sum may hold padding, so its terms are taken one by one.
 */
export function productShader({ aTransposed, bTransposed, bias, relu }: ProductKind): Shader {
  const x = aTransposed ? GATHERED : 'A(row, t)'
  const whole = bTransposed ? dots('x', (texel) => texel) : ROWS
  const rest = bTransposed
    ? `x = first(x, rest); sum += ${dots('x', (texel) => `first(${texel}, rest)`)};`
    : `sum += x.x * B(k, col);
       if (rest > 1) sum += x.y * B(k + 1, col);
       if (rest > 2) sum += x.z * B(k + 2, col);`
  return {
    textures: bias ? 3 : 2,
    integers: ['inner'],
    ...(relu && { floats: ['zero'] }),
    helpers: MAP + LANE + FIRST + (relu ? RELU : ''),
    body: `
      int q = row / 4; int l = row - 4 * q; int j = 4 * col;
      int whole = user_inner / 4; int rest = user_inner - 4 * whole;
      vec4 sum = vec4(0.0);
      for (int t = 0; t < LOOP_MAX; t++) {
        if (t >= whole) break;
        int k = 4 * t;
        vec4 x = ${x};
        sum += ${whole};
      }
      if (rest > 0) {
        int t = whole; int k = 4 * t;
        vec4 x = ${x};
        ${rest}
      }
      ${bias ? 'sum += C(row, 0).x;' : ''}
      return ${relu ? 'MAP(relu, sum)' : 'sum'};`,
  }
}
