import type { Operand } from '@bilayer/core'

/** Which of the products: each kind is a shader of its own. */
export interface ProductKind {
  readonly a: FactorKind
  readonly b: FactorKind
  /** Whether the last of the blocks that sums are computed in has terms beyond the sum, which must not count. */
  readonly hasRest: boolean
  /** Whether results are written four at a time. */
  readonly writesFours: boolean
  readonly bias: boolean
  readonly relu: boolean
}

/** How a factor is read. */
export interface FactorKind {
  readonly transposed: boolean
  /** Whether rows in storage are a multiple of four long, so that four elements are read at a time. */
  readonly readsFours: boolean
}

/** The kind of A·B, for a kernel that computes so many terms of a sum at a time. */
export function productKind<S>(
  a: Operand<S>,
  b: Operand<S>,
  { bias, relu }: Pick<ProductKind, 'bias' | 'relu'>,
  depth: number,
): ProductKind {
  return {
    a: factorKind(a),
    b: factorKind(b),
    hasRest: a.cols % depth !== 0,
    writesFours: b.cols % 4 === 0,
    bias,
    relu,
  }
}

const factorKind = ({ rows, cols, transposed }: Operand<unknown>): FactorKind => ({
  transposed,
  readsFours: (transposed ? rows : cols) % 4 === 0,
})

/** Tells kinds apart. */
export const kindName = ({ a, b, hasRest, writesFours, bias, relu }: ProductKind): string =>
  [a.transposed, a.readsFours, b.transposed, b.readsFours, hasRest, writesFours, bias, relu]
    .map(Number)
    .join('')
