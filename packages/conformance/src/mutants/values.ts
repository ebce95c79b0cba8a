import { at } from '@bilayer/core/reference'
import { flushed, mapped, matmulOf, type Mutant, mutant, wrongCore } from './mutant.ts'

/** Wrong numbers: at 0, at NaN and ±∞, by a shortcut that seemed harmless. */
export const valueMutants: readonly Mutant[] = [
  wrongCore('mask(0) is 1', ({ mask }) => ({
    mask: (z) => mapped(mask(z), (_, i) => (z.storage[i] >= 0 ? 1 : 0)),
  })),
  wrongCore('mask(NaN) is 1', ({ mask }) => ({
    mask: (z) => mapped(mask(z), (_, i) => (z.storage[i] <= 0 ? 0 : 1)),
  })),
  wrongCore('mask is 0 for what float16 cannot tell from 0', ({ mask }) => ({
    mask: (z) => mapped(mask(z), (_, i) => (z.storage[i] > 2 ** -25 ? 1 : 0)),
  })),
  wrongCore('relu(NaN) is 0', ({ relu }) => ({
    relu: (z) => mapped(relu(z), (value) => (Number.isNaN(value) ? 0 : value)),
  })),
  wrongCore('relu lets a hundredth of what is below 0 through', ({ relu }) => ({
    relu: (z) => mapped(relu(z), (value, i) => (z.storage[i] < 0 ? 0.01 * z.storage[i] : value)),
  })),
  wrongCore('NaN becomes 0 in matmul', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value) => (Number.isNaN(value) ? 0 : value)),
  })),
  wrongCore('matmul leaves out terms where a is 0', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => (at(a, i, k) === 0 ? 0 : at(a, i, k) * at(b, k, j))),
  })),
  wrongCore('±∞ becomes the largest finite number in hadamard', ({ hadamard }) => ({
    hadamard: (a, b) =>
      mapped(hadamard(a, b), (value) =>
        Math.abs(value) === Infinity ? Math.sign(value) * 3.4028234e38 : value,
      ),
  })),
  wrongCore('hadamard loses the sign of zero', ({ hadamard }) => ({
    hadamard: (a, b) => mapped(hadamard(a, b), (value) => value + 0),
  })),
  wrongCore('scale flushes subnormal results to 0, and that is not declared', ({ scale }) => ({
    scale: (alpha, x) => mapped(scale(alpha, x), flushed),
  })),
  wrongCore('scale rounds its factor to a whole number', ({ scale }) => ({
    scale: (alpha, x) => scale(Math.round(alpha), x),
  })),
  wrongCore('scale by 0 gives zeros, even for NaN', ({ scale }) => ({
    scale: (alpha, x) => mapped(scale(alpha, x), (value) => (alpha === 0 ? 0 : value)),
  })),
  wrongCore('axpy swaps its operands', ({ axpy }) => ({ axpy: (alpha, x, y) => axpy(alpha, y, x) })),
  wrongCore('axpy subtracts', ({ axpy }) => ({ axpy: (alpha, x, y) => axpy(-alpha, x, y) })),
  wrongCore('axpy leaves x out where alpha is 0', ({ axpy }) => ({
    axpy: (alpha, x, y) => mapped(axpy(alpha, x, y), (value, i) => (alpha === 0 ? y.storage[i] : value)),
  })),
  mutant('affineRelu forgets relu', ({ core, storage }) => ({
    fused: {
      affineRelu: (W, X, b) => {
        const product = core.matmul(W, X)
        const result = core.addColumn({ storage: product, rows: W.rows, cols: X.cols }, b)
        storage.free(product)
        return result
      },
    },
  })),
  mutant('affine adds b twice to the first column', ({ core, storage }) => ({
    fused: {
      affine: (W, X, b) => {
        const product = core.matmul(W, X)
        const result = core.addColumn({ storage: product, rows: W.rows, cols: X.cols }, b)
        storage.free(product)
        return mapped(result, (value, i) => (i % X.cols === 0 ? value + b.storage[i / X.cols] : value))
      },
    },
  })),
  mutant('hadamardMask gives 0 where V is NaN and the mask is 0', ({ core }) => ({
    fused: {
      hadamardMask: (v, z) => mapped(core.mask(z), (on, i) => (on > 0 ? v.storage[i] : 0)),
    },
  })),
]
