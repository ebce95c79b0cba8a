import type { FitOptions } from '../fit-options.ts'
import { softmaxCrossEntropy } from '../loss.ts'

/** A short training on `samplesOf`, in batches of so many. */
export const shortTraining = (batchSize: number): FitOptions => ({
  epochs: 4,
  batchSize,
  learningRate: 0.05,
  seed: 7,
  loss: softmaxCrossEntropy,
})
