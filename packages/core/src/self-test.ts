import type { Backend } from './backend.ts'
import type { Matrix } from './matrix.ts'

/**
 * One small computation over every operation of the core level, in whole numbers, so that it is exact everywhere.
 * A backend that gets it wrong must not be chosen. Resolves to what is wrong, or to undefined.
 */
export async function selfTest(backend: Backend): Promise<string | undefined> {
  const { matrix, matmul, relu, mask, hadamard, colsum, addColumn, axpy, scale } = backend
  const checks = backend.scope(() => {
    const W = matrix(2, 2, [1, -2, 3, 4])
    const X = matrix(2, 3, [1, 2, 3, 4, -5, 6])
    const b = matrix(2, 1, [1, -1])
    const Z = addColumn(matmul(W, X), b)
    const S = relu(Z)
    const G = hadamard(matmul(W.T, S), mask(Z))
    return [
      { name: 'relu(W X + b 1ᵀ)', actual: S, expected: [0, 13, 0, 18, 0, 32] },
      { name: '2 · sum(G, columns)', actual: scale(2, colsum(G)), expected: [26, 400] },
      { name: 'W − ½ G Xᵀ', actual: axpy(-0.5, matmul(G, X.T), W), expected: [-12, 30.5, -225, -524] },
    ]
  })
  try {
    for (const check of checks) {
      const wrong = await difference(check)
      if (wrong !== undefined) return wrong
    }
    return undefined
  } finally {
    for (const { actual } of checks) actual.dispose()
  }
}

interface Check {
  readonly name: string
  readonly actual: Matrix
  readonly expected: readonly number[]
}

async function difference({ name, actual, expected }: Check): Promise<string | undefined> {
  const values = await actual.read()
  const same = values.length === expected.length && expected.every((value, i) => values[i] === value)
  return same
    ? undefined
    : `self-test: ${name} should be [${expected.join(', ')}], but is [${values.join(', ')}]`
}
