import { forward, type Loss, type Mlp, type Samples } from 'bilayer'
import type { Part } from '../data-sets/problem.ts'

/** What a network makes of samples. */
export interface Evaluation {
  /** The mean loss. */
  readonly loss: number
  readonly outputs: Samples
}

/** The loss and the outputs of a network on samples. It must not be trained meanwhile. */
export async function evaluate({ network, backend }: Mlp, loss: Loss, { X, Y }: Part): Promise<Evaluation> {
  const [F, column] = backend.scope(() => {
    const A = forward(network, backend.matrix(X.count, X.size, X.values).T)
    const outputs = A[network.length]
    const targets = backend.matrix(Y.count, Y.size, Y.values).T
    return [outputs, backend.colsum(loss.values(outputs, targets))]
  })
  try {
    const [values, sums] = await Promise.all([F.T.read(), column.read()])
    const sum = sums.reduce((total, value) => total + value, 0)
    return { loss: sum / X.count, outputs: { values, count: Y.count, size: Y.size } }
  } finally {
    F.dispose()
    column.dispose()
  }
}
