/** An address in the kernels' memory, in bytes: a multiple of 4, better of 64. */
type Pointer = number

/**
 * The kernels, over addresses in one linear memory. Each computes a part of its output: elements, rows or columns `begin` to
 * `end − 1`. An element's bits do not depend on the part that it is computed with, so threads may split the work anyhow.
 * A kernel writes nothing but its part of `out` and, where it takes one, its working memory. Nothing is checked.
 */
export interface Kernels {
  /** Bytes of the working memory that each thread hands to `matmul`. */
  readonly workspaceBytes: () => number

  /**
   * C = A·B + b·1ᵀ, for A of rows × inner and B of inner × cols, or with `relu` σ(C): the elements in rows `beginRow` to
   * `endRow − 1` and columns `beginCol` to `endCol − 1`. A transposed operand is stored as its transpose. A bias of 0 is none;
   * `relu` needs one.
   */
  readonly matmul: (
    a: Pointer,
    aTransposed: boolean,
    b: Pointer,
    bTransposed: boolean,
    rows: number,
    inner: number,
    cols: number,
    bias: Pointer,
    relu: boolean,
    out: Pointer,
    beginRow: number,
    endRow: number,
    beginCol: number,
    endCol: number,
    workspace: Pointer,
  ) => void

  /** Rows of Aᵀ, for A of rows × cols. */
  readonly transpose: (
    a: Pointer,
    rows: number,
    cols: number,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  /** Rows. */
  readonly addColumn: (a: Pointer, b: Pointer, cols: number, out: Pointer, begin: number, end: number) => void
  /** Rows. */
  readonly colsum: (a: Pointer, cols: number, out: Pointer, begin: number, end: number) => void
  /** Rows of the output, one for each index, an unsigned 32-bit number. */
  readonly gatherRows: (
    a: Pointer,
    cols: number,
    indices: Pointer,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  /** Columns. */
  readonly softmax: (z: Pointer, rows: number, cols: number, out: Pointer, begin: number, end: number) => void

  /** Elements, each 0. */
  readonly zeros: (out: Pointer, begin: number, end: number) => void
  readonly relu: Map
  readonly mask: Map
  readonly tanh: Map
  readonly sigmoid: Map
  readonly log: Map
  readonly sqrt: Map
  readonly hadamard: Zip
  /** v ⊙ σ′(z). */
  readonly hadamardMask: Zip
  readonly divide: Zip
  readonly scale: (alpha: number, x: Pointer, out: Pointer, begin: number, end: number) => void
  readonly axpy: (alpha: number, x: Pointer, y: Pointer, out: Pointer, begin: number, end: number) => void
  readonly axpby: (
    alpha: number,
    x: Pointer,
    beta: number,
    y: Pointer,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  /** βV + (1 − β)G ⊙ G. */
  readonly squareAverage: (
    beta: number,
    oneMinusBeta: number,
    v: Pointer,
    g: Pointer,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  /** Θ − ηM ⊘ (√V + ε). */
  readonly adaptiveStep: (
    theta: Pointer,
    rate: number,
    m: Pointer,
    v: Pointer,
    epsilon: number,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
}

/** Elements of a function of one matrix. */
type Map = (x: Pointer, out: Pointer, begin: number, end: number) => void

/** Elements of a function of two. */
type Zip = (x: Pointer, y: Pointer, out: Pointer, begin: number, end: number) => void
