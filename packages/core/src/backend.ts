import type { Dim, Matrix } from './matrix.ts'

/**
 * A place where matrices live and are computed with. Everything above it is written once, over this interface.
 *
 * 1. Every operation returns a new matrix at once; the work may be queued behind it.
 * 2. Only `read`, `sync` and `dispose` are asynchronous.
 * 3. Inputs are never written to, and an output never shares storage with an input.
 * 4. Every operand may be a `T` view.
 * 5. Matrices with 0 rows or 0 columns are legal everywhere; an empty sum is 0. One of more than 2³² elements is a `ShapeError`.
 * 6. NaN, ±∞ and −0 follow IEEE 754, but for what `numerics` declares.
 * 7. A wrong call throws before anything is computed: `ArgumentError`, `ShapeError`, `DisposedError`, `BackendMismatchError`.
 * 8. Work that fails at the call throws `BackendFailedError` and leaves the backend usable (no memory, say). Work that
 *    fails later rejects the next `read` or `sync` with it, and every one after; operations then throw it.
 * 9. The same calls on the same machine give the same bits.
 *
 * With u = `numerics.unitRoundoff` and γₖ = k·u / (1 − k·u), each result is held, element by element, against float64
 * arithmetic on the same float32 inputs. (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §3.1.)
 */
export interface Backend {
  /** The name users pick it by, such as `cpu-js`. */
  readonly name: string

  /** What the backend can do: `extended` means that it is an `ExtendedBackend`. */
  readonly level: Level

  /** What it really runs on. */
  readonly info: BackendInfo

  /** How exact it is. */
  readonly numerics: Numerics

  /**
   * A matrix of the given values, row-major. The values are copied.
   * Throws `ShapeError` where `data.length` is not `rows · cols`, `ArgumentError` where an element is no number.
   */
  readonly matrix: <R extends Dim = any, C extends Dim = any>(
    rows: number,
    cols: number,
    data: ArrayLike<number>,
  ) => Matrix<R, C>

  /** A matrix of zeros. */
  readonly zeros: <R extends Dim = any, C extends Dim = any>(rows: number, cols: number) => Matrix<R, C>

  /** A·B, (M × K)(K × N) → M × N. |Ĉ − C| ≤ γ_{K+1} |A||B|. */
  readonly matmul: <M extends Dim, K extends Dim, N extends Dim>(
    a: Matrix<M, K>,
    b: Matrix<NoInfer<K>, N>,
  ) => Matrix<M, N>

  /** σ(Z) = max(Z, 0). Exact; NaN stays NaN. */
  readonly relu: <R extends Dim, C extends Dim>(z: Matrix<R, C>) => Matrix<R, C>

  /** σ′(Z): 1 where Z > 0, else 0, for NaN too. */
  readonly mask: <R extends Dim, C extends Dim>(z: Matrix<R, C>) => Matrix<R, C>

  /** A ⊙ B, element by element. Correctly rounded. */
  readonly hadamard: <R extends Dim, C extends Dim>(
    a: Matrix<R, C>,
    b: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /** A·1, the sum of the columns: R × C → R × 1. |error| ≤ γ_C Σ|a|. */
  readonly colsum: <R extends Dim, C extends Dim>(a: Matrix<R, C>) => Matrix<R, 1>

  /** A + b·1ᵀ: the column b, R × 1, added to each column of A. Correctly rounded. */
  readonly addColumn: <R extends Dim, C extends Dim>(
    a: Matrix<R, C>,
    b: Matrix<NoInfer<R>, 1>,
  ) => Matrix<R, C>

  /** α·X + Y. At most the two roundings' error; one fused rounding is allowed. */
  readonly axpy: <R extends Dim, C extends Dim>(
    alpha: number,
    x: Matrix<R, C>,
    y: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /** α·X, with α rounded to float32 first, as every factor of an operation is. Correctly rounded. */
  readonly scale: <R extends Dim, C extends Dim>(alpha: number, x: Matrix<R, C>) => Matrix<R, C>

  /** W·X + b·1ᵀ, a fused `addColumn(matmul(W, X), b)`, within the composed bound. */
  readonly affine: <M extends Dim, K extends Dim, N extends Dim>(
    W: Matrix<M, K>,
    X: Matrix<NoInfer<K>, N>,
    b: Matrix<NoInfer<M>, 1>,
  ) => Matrix<M, N>

  /** σ(W·X + b·1ᵀ), a fused `relu(affine(W, X, b))`. */
  readonly affineRelu: <M extends Dim, K extends Dim, N extends Dim>(
    W: Matrix<M, K>,
    X: Matrix<NoInfer<K>, N>,
    b: Matrix<NoInfer<M>, 1>,
  ) => Matrix<M, N>

  /** V ⊙ σ′(Z), a fused `hadamard(V, mask(Z))`. */
  readonly hadamardMask: <R extends Dim, C extends Dim>(
    v: Matrix<R, C>,
    z: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /**
   * α·X + β·Y, a fused `axpy(alpha, x, scale(beta, y))`. At most the three roundings' error; fused multiply-adds are allowed.
   */
  readonly axpby: <R extends Dim, C extends Dim>(
    alpha: number,
    x: Matrix<R, C>,
    beta: number,
    y: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /**
   * β·V + (1 − β)·G ⊙ G, a fused `axpy(beta, v, hadamard(scale(1 − beta, g), g))`, within the composed bound: the moving average
   * of squares that RMSProp and Adam divide by. (D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015.)
   * 1 − β is computed in float64 and then rounded to float32, as β is. G is scaled before it is squared, so a large G
   * overflows only where (1 − β)·G ⊙ G does.
   */
  readonly squareAverage: <R extends Dim, C extends Dim>(
    beta: number,
    v: Matrix<R, C>,
    g: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /**
   * Runs `fn`, which must be synchronous, and frees every matrix made inside it but those in what it returns: a matrix, or
   * matrices in arrays and objects of any depth. When `fn` throws, all are freed. Throws `ArgumentError` where `fn` is no
   * function, or returned a promise.
   */
  readonly scope: <T>(fn: () => T) => T

  /** What is alive now. Both are 0 once everything is disposed. */
  readonly memory: () => MemoryUse

  /** Settles when all queued work is done. Rejects with `BackendFailedError` when some of it failed. */
  readonly sync: () => Promise<void>

  /** Frees everything and closes the backend. Later calls throw `DisposedError`. A second call does nothing. */
  readonly dispose: () => Promise<void>

  /** As `dispose()`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * A backend with the operations that training adds to the derivation's own.
 * Where no bound is given, a result is within 8 u of its own size, or within 2⁻¹²⁶ of it.
 */
export interface ExtendedBackend extends Backend {
  readonly level: 'extended'

  /** exp(Zᵢⱼ) / Σₖ exp(Zₖⱼ), column by column, without overflow. Within (R + 8 + max|Z| − Zᵢⱼ) u of its own size. */
  readonly softmax: <R extends Dim, C extends Dim>(z: Matrix<R, C>) => Matrix<R, C>

  /** tanh(Z). */
  readonly tanh: <R extends Dim, C extends Dim>(z: Matrix<R, C>) => Matrix<R, C>

  /** 1 / (1 + exp(−Z)), without overflow. */
  readonly sigmoid: <R extends Dim, C extends Dim>(z: Matrix<R, C>) => Matrix<R, C>

  /** The natural logarithm: −∞ at 0, NaN below. */
  readonly log: <R extends Dim, C extends Dim>(x: Matrix<R, C>) => Matrix<R, C>

  /** √X: NaN below 0. Correctly rounded. */
  readonly sqrt: <R extends Dim, C extends Dim>(x: Matrix<R, C>) => Matrix<R, C>

  /** A ⊘ B, element by element: x/0 is ±∞, 0/0 is NaN. Correctly rounded. */
  readonly divide: <R extends Dim, C extends Dim>(
    a: Matrix<R, C>,
    b: Matrix<NoInfer<R>, NoInfer<C>>,
  ) => Matrix<R, C>

  /**
   * The rows of A named by `indices`, in their order; one may be named more than once. Exact.
   * Throws `ShapeError` where an index is not a whole number from 0 to `a.rows − 1`.
   */
  readonly gatherRows: <C extends Dim, N extends Dim = any>(
    a: Matrix<any, C>,
    indices: ArrayLike<number>,
  ) => Matrix<N, C>

  /**
   * Θ − η·M ⊘ (√V + ε), a fused `axpy(−rate, divide(m, addColumn(sqrt(v), ε·1)), theta)`, within the composed bound: the step of
   * RMSProp and Adam. NaN where V is below 0, and where M and √V + ε are both 0.
   */
  readonly adaptiveStep: <R extends Dim, C extends Dim>(
    theta: Matrix<R, C>,
    rate: number,
    m: Matrix<NoInfer<R>, NoInfer<C>>,
    v: Matrix<NoInfer<R>, NoInfer<C>>,
    epsilon: number,
  ) => Matrix<R, C>
}

/** `core`: all that the derivation's training needs. `extended`: what the trainer adds. */
export type Level = 'core' | 'extended'

/** What a backend really runs on, in words for people: never a guess, and a fallback is never silent. */
export interface BackendInfo {
  /** The device: `one JavaScript thread`, the name of a graphics processor. */
  readonly device: string
  /** Which of several ways it works in: `webgl2`, `8 threads`. */
  readonly mode?: string
}

/** How exact a backend is. What it declares here is what the conformance suite holds it to. */
export interface Numerics {
  /** u: the largest relative error of one rounded operation. Float32 rounded to nearest has 2⁻²⁴. */
  readonly unitRoundoff: number
  /** Whether numbers smaller than 2⁻¹²⁶ are kept, or may become 0. */
  readonly subnormals: 'kept' | 'flushed'
  /** Whether NaN and ±∞ go through the operations as IEEE 754 has it. */
  readonly nonFinite: 'ieee' | 'unspecified'
}

/** Float32 as IEEE 754 defines it: nothing lost, nothing flushed. */
export const ieee754: Numerics = { unitRoundoff: 2 ** -24, subnormals: 'kept', nonFinite: 'ieee' }

/** What lives on a backend. */
export interface MemoryUse {
  /** Matrices that were made and not disposed; a matrix and its view count once. */
  readonly matrices: number
  /** Bytes of their storage, by the backend's own count. */
  readonly bytes: number
}

/** Whether a backend has the extended operations. */
export const isExtended = (backend: Backend | undefined | null): backend is ExtendedBackend =>
  backend?.level === 'extended'
