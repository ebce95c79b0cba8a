import { createRandom, permutation, type Samples, selectSamples } from '@bilayer/core'
import { standardise, transform } from '@bilayer/data'
import type { MlpEstimatorOptions } from '@bilayer/estimators'
import { type Dataset, readDataset } from './datasets.ts'

/** What both are trained on, and how. What is left out of the settings is the default, which is the same. */
export interface Problem {
  readonly name: string
  readonly kind: 'classifier' | 'regressor'
  readonly settings: Pick<
    MlpEstimatorOptions,
    'hiddenLayerSizes' | 'activation' | 'alpha' | 'learningRateInit' | 'maxIter'
  >
}

export const problems: readonly Problem[] = [
  { name: 'iris', kind: 'classifier', settings: { learningRateInit: 0.01 } },
  { name: 'wine', kind: 'classifier', settings: {} },
  { name: 'breast-cancer', kind: 'classifier', settings: {} },
  { name: 'digits', kind: 'classifier', settings: {} },
  { name: 'diabetes', kind: 'regressor', settings: { learningRateInit: 0.01, alpha: 1 } },
]

/** Samples to train on and to test on, both with the columns of the first brought to one scale. */
export interface Split {
  readonly train: Dataset
  readonly test: Dataset
}

const TEST_SHARE = 0.25

/** The split of a problem's samples that a seed draws. */
export async function splitOf({ name }: Problem, seed: number): Promise<Split> {
  const { X, y } = await readDataset(name)
  const order = permutation(X.count, createRandom(seed))
  const testCount = Math.round(TEST_SHARE * X.count)
  const [test, train] = [order.subarray(0, testCount), order.subarray(testCount)]
  const scale = standardise(selectSamples(X, train))
  const part = (indices: Uint32Array): Dataset => ({
    X: scaled(selectSamples(X, indices)),
    y: Float32Array.from(indices, (i) => y[i]),
  })
  const scaled = (samples: Samples): Samples => transform(scale, samples)
  return { train: part(train), test: part(test) }
}
