import { MAP, RELU, type Shader } from './shaders.ts'

/** Which of the products: of views or not, with a bias added, with σ of it. */
export interface ProductKind {
  readonly aTransposed: boolean
  readonly bTransposed: boolean
  readonly bias: boolean
  readonly relu: boolean
}

/** The block of A, and of B, that is number `k` along the sum; of a view, the transpose of what is stored. */
const blockOfA = (transposed: boolean): string =>
  transposed
    ? 'SAMPLE(user_a, vec2(aPlace, (k + 0.5) * aTexel.y)).xzyw'
    : 'SAMPLE(user_a, vec2((k + 0.5) * aTexel.x, aPlace))'

const blockOfB = (transposed: boolean): string =>
  transposed
    ? 'SAMPLE(user_b, vec2((k + 0.5) * bTexel.x, bPlace)).xzyw'
    : 'SAMPLE(user_b, vec2(bPlace, (k + 0.5) * bTexel.y))'

/** A·B of `user_inner` terms a sum, as products of blocks. Where the terms are odd, half of the last blocks is padding. */
export function productShader({ aTransposed, bTransposed, bias, relu }: ProductKind): Shader {
  const blocks = `vec4 a = ${blockOfA(aTransposed)}; vec4 b = ${blockOfB(bTransposed)};`
  return {
    textures: bias ? 3 : 2,
    integers: ['inner'],
    ...(relu && { floats: ['zero'] }),
    helpers: relu ? MAP + RELU : '',
    body: `
      float aPlace = (float(row) + 0.5) * ${aTransposed ? 'aTexel.x' : 'aTexel.y'};
      float bPlace = (float(col) + 0.5) * ${bTransposed ? 'bTexel.y' : 'bTexel.x'};
      int whole = user_inner / 2;
      vec4 sum = vec4(0.0);
      for (int i = 0; i < LOOP_MAX; i++) {
        if (i >= whole) break;
        float k = float(i);
        ${blocks}
        sum += a.xxzz * b.xyxy;
        sum += a.yyww * b.zwzw;
      }
      if (2 * whole < user_inner) {
        float k = float(whole);
        ${blocks}
        sum += a.xxzz * b.xyxy;
      }
      ${bias ? 'sum += C(row, 0).xxzz;' : ''}
      return ${relu ? 'MAP(relu, sum)' : 'sum'};`,
  }
}
