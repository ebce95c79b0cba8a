import { ArgumentError, describeValue, sliceSamples } from '@bilayer/core'
import {
  type Batch,
  type Batches,
  type BatchSource,
  checkBatch,
  isAsyncIterable,
  type Part,
} from './batches.ts'
import { checkWeights, uploadWeighted } from './weighted-batches.ts'

/**
 * Batches that come from elsewhere, each held to the network's inputs and outputs. An epoch without a batch is an error: an
 * iterable can be gone through but once.
 */
export function givenBatches(given: Batches, inputs: number, outputs: number): BatchSource {
  return {
    batches: Infinity,
    async *epoch(epoch, _, skip) {
      const iterable = typeof given === 'function' ? given(epoch) : given
      if (!isAsyncIterable(iterable)) {
        throw new ArgumentError(
          `batches gave ${describeValue(iterable)} for epoch ${epoch}; it must be an async iterable of { X, Y }.`,
        )
      }
      let count = 0
      for await (const batch of iterable) {
        checkBatch(batch, inputs, outputs)
        if (batch.sampleWeights !== undefined) checkWeights(batch.sampleWeights, batch.X.count)
        if (count++ >= skip) {
          yield {
            samples: batch.X.count,
            load: (backend, part) => uploadWeighted(backend, part ? sliceBatch(batch, part) : batch),
          }
        }
      }
      if (count === 0) {
        throw new ArgumentError(
          `batches has none for epoch ${epoch}. An async iterable can be gone through but once: give a function that makes one for each epoch.`,
        )
      }
    },
  }
}

const sliceBatch = ({ X, Y, sampleWeights }: Batch, { from, to }: Part): Batch => ({
  X: sliceSamples(X, from, to),
  Y: sliceSamples(Y, from, to),
  ...(sampleWeights && {
    sampleWeights: Float32Array.from({ length: to - from }, (_, i) => sampleWeights[from + i]),
  }),
})
