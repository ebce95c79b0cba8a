import type { Dim, ExtendedBackend, Matrix } from '@bilayer/core'
import { extended } from './activation.ts'
import type { LayerGradient, Network } from './network.ts'

/** What becomes of the gradients of a network before a step. */
export type Regularise = (network: Network, gradients: readonly LayerGradient[]) => readonly LayerGradient[]

/** By weight decay λ, where that is above 0, and then a largest norm, where there is one. */
export const regularised =
  (weightDecay: number, clipNorm: number | undefined): Regularise =>
  (network, gradients) => {
    const decayed = weightDecay > 0 ? decayWeights(network, gradients, weightDecay) : gradients
    return clipNorm === undefined ? decayed : clipGradients(decayed, clipNorm)
  }

/** The gradients with those of the penalty (λ/2) Σ ‖Wₗ‖² added: ∂ℓ/∂Wₗ + λ Wₗ. Biases are free. */
export const decayWeights = (
  network: Network,
  gradients: readonly LayerGradient[],
  lambda: number,
): LayerGradient[] =>
  gradients.map(({ dW, db }, l) => ({ dW: dW.backend.axpy(lambda, network[l].W, dW), db }))

/** Added to a norm, it keeps a quotient by it finite. PyTorch's. */
const TINY = 1e-6

/**
 * The gradients, scaled so that their global norm √(Σ ‖∂ℓ/∂Wₗ‖² + ‖∂ℓ/∂bₗ‖²) is at most `most`. (R. Pascanu, T. Mikolov and
 * Y. Bengio, On the Difficulty of Training Recurrent Neural Networks, 2013.) The norm stays on the backend, as a 1 × 1 matrix,
 * so that a step need not wait for it.
 */
export function clipGradients(gradients: readonly LayerGradient[], most: number): LayerGradient[] {
  const backend = extended(gradients[0].db.backend, 'clipNorm')
  const { axpy, sqrt, divide, matrix } = backend
  const squares = gradients.flatMap(({ dW, db }) => [squaredNorm(dW), squaredNorm(db)])
  const norm = sqrt(squares.reduce((sum, square) => axpy(1, sum, square)))
  const quotient = divide(matrix(1, 1, [most]), axpy(1, norm, matrix(1, 1, [TINY])))
  const factor = atMostOne(backend, quotient)
  return gradients.map(({ dW, db }) => ({ dW: times(factor, dW), db: times(factor, db) }))
}

/** Σ Aᵢⱼ², 1 × 1. */
function squaredNorm(A: Matrix): Matrix<1, 1> {
  const { colsum, hadamard } = A.backend
  return colsum(colsum(hadamard(A, A)).T)
}

/** min(x, 1): x where 1 − x is above 0, and 1 elsewhere. A mask keeps it exact, however small or large x is. */
function atMostOne({ axpy, hadamard, mask, matrix }: ExtendedBackend, x: Matrix<1, 1>): Matrix<1, 1> {
  const one = matrix<1, 1>(1, 1, [1])
  const isBelow = mask(axpy(-1, x, one))
  return axpy(1, hadamard(x, isBelow), axpy(-1, isBelow, one))
}

/** c A, for a c that is 1 × 1: A ⊙ (1 c 1ᵀ). */
function times<R extends Dim, C extends Dim>(c: Matrix<1, 1>, A: Matrix<R, C>): Matrix<R, C> {
  const { matmul, hadamard } = A.backend
  const column = matmul(ones<R>(A, A.rows), c)
  return hadamard(A, matmul(column, ones<C>(A, A.cols).T))
}

const ones = <R extends Dim>({ backend }: Matrix, rows: number): Matrix<R, 1> =>
  backend.matrix(rows, 1, new Float32Array(rows).fill(1))
