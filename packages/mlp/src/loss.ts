import { checkMatrix, type Dim, type Matrix } from '@bilayer/core'
import { checkShape } from './check-arguments.ts'

/** A loss ℓ of the outputs F = f(X) and the targets Y, both M × n, and its gradient. */
export interface Loss {
  /** A column whose numbers add up to n·ℓ, so that batches of any size add up too. */
  readonly total: <M extends Dim, N extends Dim>(F: Matrix<M, N>, Y: Matrix<M, N>) => Matrix<M, 1>
  /** G_L = ∂ℓ/∂F. */
  readonly gradient: <M extends Dim, N extends Dim>(F: Matrix<M, N>, Y: Matrix<M, N>) => Matrix<M, N>
}

/** ℓ = (1/n) Σᵢ ‖f(xᵢ) − yᵢ‖²: summed over the outputs, averaged over the samples. The derivation's loss. */
export const meanSquaredError: Loss = {
  total: (F, Y) => {
    const R = residual(F, Y)
    const { colsum, hadamard } = R.backend
    return colsum(hadamard(R, R))
  },
  gradient: (F, Y) => {
    const R = residual(F, Y)
    return R.backend.scale(2 / R.cols, R)
  },
}

/** R = F − Y. */
function residual<M extends Dim, N extends Dim>(F: Matrix<M, N>, Y: Matrix<M, N>): Matrix<M, N> {
  checkMatrix('F', F)
  checkShape('Y', Y, F.rows, F.cols)
  return F.backend.axpy(-1, Y, F)
}

/** The sum of a column's numbers, in float64. */
export async function sumOf(column: Matrix): Promise<number> {
  const values = await column.read()
  return values.reduce((sum, value) => sum + value, 0)
}
