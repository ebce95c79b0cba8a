import type { Backend, Matrix } from '@bilayer/core'
import { extended } from './activation.ts'
import { type Batch, type BatchSource, inRandomOrder, loaded, type LoadedBatch } from './batches.ts'
import { weighing } from './weighted-batches.ts'

/** The batches of `shuffledBatches`, of samples that are uploaded once, and gathered where they are. */
export function residentBatches(samples: Batch, batchSize: number): BatchSource {
  let all: Resident | undefined
  const dispose = (): void => {
    all?.[Symbol.dispose]()
    all = undefined
  }
  const allOn = (backend: Backend): Resident => {
    if (all?.X.backend !== backend) dispose()
    all ??= uploadRows(backend, samples)
    return all
  }
  return {
    ...inRandomOrder(samples.X.count, batchSize, (backend, indices) => gather(allOn(backend), indices)),
    dispose,
  }
}

/** Samples on a backend, one a row, as they are stored: so each is gathered in one piece. */
interface Resident extends Disposable {
  readonly X: Matrix
  readonly Y: Matrix
  /** A column. */
  readonly weights?: Matrix
}

const uploadRows = (backend: Backend, { X, Y, sampleWeights }: Batch): Resident =>
  loaded(backend, () => ({
    X: backend.matrix(X.count, X.size, X.values),
    Y: backend.matrix(Y.count, Y.size, Y.values),
    ...(sampleWeights && { weights: backend.matrix(X.count, 1, sampleWeights) }),
  }))

/** The rows named by `indices`, one a column. */
function gather({ X, Y, weights }: Resident, indices: Uint32Array): LoadedBatch {
  const backend = extended(X.backend, 'resident')
  const batch = loaded(backend, () => ({
    X: backend.gatherRows(X, indices).T,
    Y: backend.gatherRows(Y, indices).T,
    ...(weights && { weights: backend.gatherRows(weights, indices).T }),
  }))
  return batch.weights ? weighing(batch, batch.weights) : batch
}
