import type { Loss } from '@bilayer/mlp'

/** ℓᵢ = ‖f(xᵢ) − yᵢ‖² / 2: scikit-learn's loss of a regressor, half of the derivation's. */
export const halfSquaredError: Loss = {
  values: (F, Y) => {
    const { axpy, hadamard, scale, scope } = F.backend
    return scope(() => {
      const R = axpy(-1, Y, F)
      return scale(0.5, hadamard(R, R))
    })
  },
  gradient: (F, Y) => {
    const { axpy, scale, scope } = F.backend
    return scope(() => scale(1 / F.cols, axpy(-1, Y, F)))
  },
}
