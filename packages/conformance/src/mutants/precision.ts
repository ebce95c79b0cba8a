import { at } from '@bilayer/core/reference'
import { mapped, matmulOf, type Mutant, mutant, truncated, wrongCore, wrongExtended } from './mutant.ts'

/** Fewer digits than were promised. */
export const precisionMutants: readonly Mutant[] = [
  wrongCore('matmul multiplies in TF32', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => truncated(at(a, i, k), 10) * truncated(at(b, k, j), 10)),
  })),
  wrongCore('matmul adds up in float16', (right) => ({
    matmul: matmulOf(
      right,
      (a, b, i, j, k) => at(a, i, k) * at(b, k, j),
      (sum, next) => truncated(sum + next, 10),
    ),
  })),
  wrongCore('matmul drops the lowest four bits of its result', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value) => truncated(value, 19)),
  })),
  wrongCore('axpy adds in bfloat16', ({ axpy }) => ({
    axpy: (alpha, x, y) => mapped(axpy(alpha, x, y), (value) => truncated(value, 7)),
  })),
  wrongCore('colsum gives its sums in float16', ({ colsum }) => ({
    colsum: (a) => mapped(colsum(a), (value) => truncated(value, 10)),
  })),
  wrongCore('hadamard is off by the last bit', ({ hadamard }) => ({
    hadamard: (a, b) => mapped(hadamard(a, b), (value) => value * (1 + 2 ** -23)),
  })),
  wrongExtended('sqrt is a fast approximation', ({ sqrt }) => ({
    sqrt: (x) => mapped(sqrt(x), (value) => truncated(value, 20)),
  })),
  wrongExtended('divide multiplies by the rounded reciprocal', ({ divide }) => ({
    divide: (a, b) =>
      mapped(divide(a, b), (value, i) =>
        Number.isFinite(value) ? a.storage[i] * Math.fround(1 / b.storage[i]) : value,
      ),
  })),
  wrongExtended('tanh loses small numbers to cancellation', ({ tanh }) => ({
    tanh: (z) => mapped(tanh(z), (_, i) => 1 - Math.fround(2 / (Math.exp(2 * z.storage[i]) + 1))),
  })),
  wrongExtended('sigmoid is a table of 2¹⁰ steps', ({ sigmoid }) => ({
    sigmoid: (z) => mapped(sigmoid(z), (value) => Math.round(value * 1024) / 1024),
  })),
  mutant('hadamard is wrong, and the roundoff that is declared excuses anything', ({ core }) => ({
    numerics: { unitRoundoff: 1, subnormals: 'kept', nonFinite: 'ieee' },
    core: { ...core, hadamard: (a, b) => mapped(core.hadamard(a, b), (value) => value * 1.125) },
  })),
]
