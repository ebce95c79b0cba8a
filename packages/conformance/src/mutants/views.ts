import { asStored, mapped, type Mutant, wrongAffine, wrongCore } from './mutant.ts'

/** Views that are forgotten, and dimensions that are taken for one another. */
export const viewMutants: readonly Mutant[] = [
  wrongCore('matmul ignores that a is a view', ({ matmul }) => ({
    matmul: (a, b) => matmul(asStored(a), b),
  })),
  wrongCore('matmul ignores that b is a view', ({ matmul }) => ({
    matmul: (a, b) => matmul(a, asStored(b)),
  })),
  wrongCore('matmul transposes a alone when both are views', ({ matmul }) => ({
    matmul: (a, b) => (a.transposed && b.transposed ? matmul(a, asStored(b)) : matmul(a, b)),
  })),
  wrongCore('matmul takes a matrix and its own view for the same', ({ matmul }) => ({
    matmul: (a, b) => matmul(a, a.storage === b.storage ? { ...b, transposed: a.transposed } : b),
  })),
  wrongAffine('affine ignores that X is a view', ({ matmul }, W, X) => matmul(W, asStored(X))),
  wrongCore('transpose copies without transposing', ({ transpose }) => ({
    transpose: (a) => mapped(transpose(a), (_, i) => a.storage[i]),
  })),
  wrongCore('transpose is wrong unless the matrix is square', ({ transpose }) => ({
    transpose: (a) => (a.rows === a.cols ? transpose(a) : mapped(transpose(a), (_, i) => a.storage[i])),
  })),
  wrongCore('colsum adds over the rows', ({ colsum }) => ({
    colsum: (a) =>
      mapped(colsum(a), (_, i) => {
        let sum = 0
        for (let k = 0; k < a.rows; k++) sum += a.storage[k * a.cols + (i % a.cols)]
        return sum
      }),
  })),
  wrongCore('addColumn adds a row', ({ addColumn }) => ({
    addColumn: (a, b) => mapped(addColumn(a, b), (_, i) => a.storage[i] + b.storage[(i % a.cols) % a.rows]),
  })),
  wrongCore('hadamard of a matrix with itself gives it back', ({ hadamard }) => ({
    hadamard: (a, b) =>
      mapped(hadamard(a, b), (value, i) => (a.storage === b.storage ? a.storage[i] : value)),
  })),
]
