import { checkMatrix, type Dim, type Matrix } from '@bilayer/core'
import { extended } from './activation.ts'
import { checkShape } from './check-arguments.ts'

/** A loss ℓ = (1/n) Σᵢ ℓᵢ of the outputs F = f(X) and the targets Y, both M × n, and its gradient. */
export interface Loss {
  /** M × n numbers, of which column i adds up to ℓᵢ. */
  readonly values: LossFormula
  /** ∂ℓ/∂F, M × n. */
  readonly gradient: LossFormula
}

/** Throws `ArgumentError` or `ShapeError` unless F and Y are matrices of one shape. */
export type LossFormula = <M extends Dim, N extends Dim>(F: Matrix<M, N>, Y: Matrix<M, N>) => Matrix<M, N>

/** ℓᵢ = ‖f(xᵢ) − yᵢ‖², summed over the outputs. The derivation's loss. */
export const meanSquaredError: Loss = {
  values: formula((F, Y) => {
    const R = residual(F, Y)
    return R.backend.hadamard(R, R)
  }),
  gradient: formula((F, Y) => F.backend.scale(2 / F.cols, residual(F, Y))),
}

/**
 * ℓᵢ = −Σⱼ yⱼ log pⱼ with p = softmax(f(xᵢ)), for targets that add up to 1 in each column: a one-hot label, or shares.
 *
 * log pⱼ is fⱼ less one number for the whole column, and R = P − Y adds up to 0 there: so ℓᵢ is the sum of the column of
 * R ⊙ F − P ⊙ log P. Nothing in that overflows, since p log p goes to 0 with p, however far a logit is from the others. F may
 * be less any number in each column: with 1ᵀ(P ⊙ F) there are no large numbers left to cancel.
 */
export const softmaxCrossEntropy: Loss = {
  values: formula((F, Y) => {
    const { softmax, hadamard, axpy, addColumn, log, matmul } = extended(F.backend, 'softmaxCrossEntropy')
    const P = softmax(F)
    const one = constant(F, 1)
    const centred = axpy(-1, matmul(one, matmul(one.T, hadamard(P, F))), F)
    const logP = log(addColumn(P, constant(P, TINY)))
    return axpy(-1, hadamard(P, logP), hadamard(residual(P, Y), centred))
  }),
  gradient: formula((F, Y) => {
    const P = extended(F.backend, 'softmaxCrossEntropy').softmax(F)
    return P.backend.scale(1 / P.cols, residual(P, Y))
  }),
}

/** Added to a probability, it changes none but 0, whose logarithm it keeps finite. */
const TINY = 2 ** -100

/**
 * ℓᵢ = −Σⱼ (yⱼ log pⱼ + (1 − yⱼ) log(1 − pⱼ)) with p = sigmoid(f(xᵢ)), for targets from 0 to 1, each output on its own.
 *
 * Computed as max(f, 0) − y f − log sigmoid(|f|), in which nothing overflows.
 */
export const binaryCrossEntropy: Loss = {
  values: formula((F, Y) => {
    const { relu, scale, hadamard, axpy, log, sigmoid } = extended(F.backend, 'binaryCrossEntropy')
    const positive = relu(F)
    const magnitude = axpy(1, positive, relu(scale(-1, F))) // |f|
    const linear = axpy(-1, hadamard(Y, F), positive)
    return axpy(-1, log(sigmoid(magnitude)), linear)
  }),
  gradient: formula((F, Y) => {
    const P = extended(F.backend, 'binaryCrossEntropy').sigmoid(F)
    return P.backend.scale(1 / P.cols, residual(P, Y))
  }),
}

/** Where Huber's loss goes over from a parabola to a line. */
const DELTA = 1

/**
 * ℓᵢ = Σⱼ h(rⱼ), with h(r) = r²/2 where |r| ≤ 1, and |r| − 1/2 beyond. (P. Huber, Robust Estimation of a Location Parameter,
 * 1964.) With C, the residual cut to [−1, 1]: h = C ⊙ (R − C/2), and h′ = C.
 */
export const huber: Loss = {
  values: formula((F, Y) => {
    const { hadamard, axpy } = F.backend
    const R = residual(F, Y)
    const C = cut(R)
    return hadamard(C, axpy(-0.5, C, R))
  }),
  gradient: formula((F, Y) => F.backend.scale(1 / F.cols, cut(residual(F, Y)))),
}

/** Every loss, by its name. */
export const losses = { meanSquaredError, softmaxCrossEntropy, binaryCrossEntropy, huber } as const

/** The name of a loss. */
export type LossName = keyof typeof losses

/** The formula for whoever calls it: what does not fit is refused, and what stands between is freed. */
// Bundlers leave out the losses that a page does not name: @__NO_SIDE_EFFECTS__
function formula(compute: LossFormula): LossFormula {
  return (F, Y) => {
    checkMatrix('F', F)
    checkShape('Y', Y, F.rows, F.cols)
    return F.backend.scope(() => compute(F, Y))
  }
}

/** R = F − Y. */
const residual: LossFormula = (F, Y) => F.backend.axpy(-1, Y, F)

/** R cut to [−δ, δ], by masks: a difference such as (R + δ) − R would lose δ beside a large R. */
function cut<M extends Dim, N extends Dim>(R: Matrix<M, N>): Matrix<M, N> {
  const { addColumn, axpy, hadamard, mask, scale } = R.backend
  const above = mask(addColumn(R, constant(R, -DELTA)))
  const below = mask(addColumn(scale(-1, R), constant(R, -DELTA)))
  const within = axpy(-1, hadamard(R, axpy(1, above, below)), R)
  return axpy(DELTA, axpy(-1, below, above), within)
}

/** A column of one number, as long as those of A. */
const constant = <M extends Dim, N extends Dim>(A: Matrix<M, N>, value: number): Matrix<M, 1> =>
  A.backend.matrix<M, 1>(A.rows, 1, new Float32Array(A.rows).fill(value))
