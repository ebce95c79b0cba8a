import type { Backend } from '@bilayer/core'
import { MlpClassifier, MlpRegressor } from '@bilayer/estimators'
import type { Problem, Split } from './problems.ts'

/** What came of one training. */
export interface Outcome {
  /** On the samples to test on: the share that is right, or R². */
  readonly score: number
  readonly seconds: number
  readonly iterations: number
}

/** Trains and scores one of our estimators. */
export async function runOurs(
  backend: Backend,
  { kind, settings }: Problem,
  { train, test }: Split,
  seed: number,
): Promise<Outcome> {
  const options = { ...settings, backend, randomState: seed }
  using estimator = kind === 'classifier' ? new MlpClassifier<number>(options) : new MlpRegressor(options)
  const start = performance.now()
  await estimator.fit(train.X, train.y)
  const seconds = (performance.now() - start) / 1000
  return { score: await estimator.score(test.X, test.y), seconds, iterations: estimator.iterations }
}
