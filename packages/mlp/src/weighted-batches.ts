import { type Backend, type Matrix, ShapeError, wrongArgument } from '@bilayer/core'
import {
  type Batch,
  type BatchSource,
  inRandomOrder,
  loaded,
  type LoadedBatch,
  selector,
  upload,
} from './batches.ts'
import type { Loss } from './loss.ts'

/** As `shuffledBatches`, of samples that need not count alike. */
export function weightedBatches(samples: Batch, batchSize: number): BatchSource {
  const select = selector(samples, batchSize)
  const { sampleWeights } = samples
  return inRandomOrder(samples.X.count, batchSize, (backend, indices) =>
    uploadWeighted(backend, {
      ...select(indices),
      ...(sampleWeights && { sampleWeights: Float32Array.from(indices, (i) => sampleWeights[i]) }),
    }),
  )
}

/** A batch on a backend, with its weights if it has any. */
export function uploadWeighted(backend: Backend, { X, Y, sampleWeights }: Batch): LoadedBatch {
  if (sampleWeights === undefined) return upload(backend, { X, Y })
  const matrices = loaded(backend, () => ({
    X: backend.matrix(X.count, X.size, X.values).T,
    Y: backend.matrix(Y.count, Y.size, Y.values).T,
    weights: backend.matrix(1, X.count, sampleWeights),
  }))
  return weighing(matrices, matrices.weights)
}

/** A batch with weights: 1 × n. */
export const weighing = (batch: LoadedBatch, weights: Matrix): LoadedBatch => ({
  ...batch,
  weigh: (loss) => weighted(loss, weights),
})

/** The loss of samples that count as much as the row w says: ℓ = (1/n) Σᵢ wᵢ ℓᵢ. */
export function weighted(loss: Loss, w: Matrix): Loss {
  const weigh = (values: Matrix): Matrix => {
    const { hadamard, matmul, matrix } = w.backend
    const ones = matrix(values.rows, 1, new Float32Array(values.rows).fill(1))
    return hadamard(values, matmul(ones, w))
  }
  return {
    values: (F, Y) => weigh(loss.values(F, Y)),
    gradient: (F, Y) => weigh(loss.gradient(F, Y)),
  }
}

/** Throws `ArgumentError` or `ShapeError` unless there is a weight, 0 or more, for each sample. */
export function checkWeights(weights: ArrayLike<number>, samples: number): void {
  if (!Array.isArray(weights) && !ArrayBuffer.isView(weights)) {
    throw wrongArgument('sampleWeights', weights, 'an array or a typed array of numbers')
  }
  if (weights.length !== samples) {
    throw new ShapeError(
      `sampleWeights has ${weights.length} numbers; X has ${samples} samples, and each needs one weight.`,
    )
  }
  for (let i = 0; i < weights.length; i++) {
    const weight: unknown = weights[i]
    if (typeof weight === 'number' && weight >= 0 && weight < Infinity) continue
    throw wrongArgument(`sampleWeights[${i}]`, weight, 'a number, 0 or more')
  }
}
