import { at } from '@bilayer/core/reference'
import { mapped, matmulOf, type Mutant, spoil, wrongAffine, wrongCore, wrongExtended } from './mutant.ts'

/** Tiles that are not full, loops that are cut short, sizes that nobody tried. */
export const edgeMutants: readonly Mutant[] = [
  wrongCore('matmul leaves out the last row of a tile of 4 that holds 3', ({ matmul }) => ({
    matmul: (a, b) =>
      spoil(matmul(a, b), (values) => {
        if (a.rows > 4 && a.rows % 4 === 3) values.fill(0, (a.rows - 1) * b.cols)
      }),
  })),
  wrongCore('matmul drops the last term of an odd inner dimension', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) =>
      a.cols > 1 && a.cols % 2 === 1 && k === a.cols - 1 ? 0 : at(a, i, k) * at(b, k, j),
    ),
  })),
  wrongCore('matmul stops after 1,000 terms', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => (k < 1000 ? at(a, i, k) * at(b, k, j) : 0)),
  })),
  wrongCore('matmul drops what lies beyond a block of 4,096 terms', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => (k < 4096 ? at(a, i, k) * at(b, k, j) : 0)),
  })),
  wrongAffine('affine has a loop of its own, which stops after 1,000 terms', (right, W, X) =>
    matmulOf(right, (a, b, i, j, k) => (k < 1000 ? at(a, i, k) * at(b, k, j) : 0))(W, X),
  ),
  wrongCore('colsum stops after 1,000 terms', ({ colsum }) => ({
    colsum: (a) => {
      const first = a.storage.map((value, i) => (i % a.cols < 1000 ? value : 0))
      return colsum({ storage: first, rows: a.rows, cols: a.cols })
    },
  })),
  wrongCore('matmul is wrong in column 128 and beyond', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value, i) => (i % b.cols >= 128 ? 0 : value)),
  })),
  wrongCore('matmul fails inside above 64 rows, says nothing and gives zeros', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value) => (a.rows > 64 ? 0 : value)),
  })),
  wrongCore('relu forgets the elements after the last full group of four', ({ relu }) => ({
    relu: (z) => mapped(relu(z), (value, i) => (i < (z.storage.length & ~3) ? value : z.storage[i])),
  })),
  wrongCore('hadamard computes the first 4,096 elements alone', ({ hadamard }) => ({
    hadamard: (a, b) => mapped(hadamard(a, b), (value, i) => (i < 4096 ? value : 0)),
  })),
  wrongExtended('softmax leaves out what is below row 1,000', ({ softmax }) => ({
    softmax: (z) => mapped(softmax(z), (value, i) => (i < 1000 * z.cols ? value : 0)),
  })),
]
