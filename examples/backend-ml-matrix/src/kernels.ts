import type { CoreKernels, ExtendedKernels, Operand, Stored } from '@bilayer/core'
import { Matrix } from 'ml-matrix'

/** The operations by ml-matrix. `counted` takes note of the memory of each result. */
export function createKernels(
  counted: (result: Matrix) => Matrix,
): CoreKernels<Matrix> & ExtendedKernels<Matrix> {
  const map = ({ storage, rows, cols }: Stored<Matrix>, f: (x: number) => number): Matrix => {
    const result = new Matrix(rows, cols)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) result.set(i, j, f(storage.get(i, j)))
    }
    return counted(result)
  }

  return {
    matmul: (a, b) => counted(seen(a).mmul(seen(b))),
    transpose: ({ storage }) => counted(storage.transpose()),
    relu: (z) => map(z, (x) => Math.max(x, 0)),
    mask: (z) => map(z, (x) => (x > 0 ? 1 : 0)),
    hadamard: (a, b) => counted(Matrix.mul(a.storage, b.storage)),
    colsum: ({ storage }) => counted(Matrix.columnVector(storage.sum('row'))),
    addColumn: (a, b) => counted(a.storage.clone().addColumnVector(b.storage)),
    axpy: (alpha, x, y) => counted(Matrix.mul(x.storage, alpha).add(y.storage)),
    scale: (alpha, x) => counted(Matrix.mul(x.storage, alpha)),

    softmax: ({ storage }) => {
      const exponentials = storage.clone().subRowVector(storage.max('column')).exp()
      return counted(exponentials.divRowVector(exponentials.sum('column')))
    },
    tanh: (z) => counted(Matrix.tanh(z.storage)),
    sigmoid: (z) => map(z, (x) => 1 / (1 + Math.exp(-x))),
    log: (x) => counted(Matrix.log(x.storage)),
    sqrt: (x) => counted(Matrix.sqrt(x.storage)),
    divide: (a, b) => counted(Matrix.div(a.storage, b.storage)),
    gatherRows: ({ storage }, indices) => counted(storage.subMatrixRow(indices)),
  }
}

/** A factor as its view shows it: `storage` is the matrix that is stored. */
const seen = ({ storage, transposed }: Operand<Matrix>): Matrix =>
  transposed ? storage.transpose() : storage
