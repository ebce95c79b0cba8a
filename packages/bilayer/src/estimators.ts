import type { Backend } from '@bilayer/core'
import {
  type Example,
  type Label,
  MlpClassifier as Classifier,
  type MlpClassifierOptions,
  type MlpEstimatorOptions,
  MlpRegressor as Regressor,
  type OutputLike,
  type TrainedNet,
  type TrainOptions,
  train as trainOn,
} from '@bilayer/estimators'
import { selectBackend } from './select.ts'
import type { Workload } from './workload.ts'

/** `MlpClassifier` of `@bilayer/estimators`, which picks the fastest backend for its training unless it is given one. */
export class MlpClassifier<L extends Label = Label> extends Classifier<L> {
  constructor(options: MlpClassifierOptions = {}) {
    super(withBackend(options))
  }
}

/** `MlpRegressor` of `@bilayer/estimators`, which picks the fastest backend for its training unless it is given one. */
export class MlpRegressor<T extends number | number[] = number> extends Regressor<T> {
  constructor(options: MlpEstimatorOptions = {}) {
    super(withBackend(options))
  }
}

/** `train` of `@bilayer/estimators`, which picks the fastest backend for it unless it is given one. */
export const train = <E extends Example>(
  examples: readonly E[],
  options: TrainOptions = {},
): Promise<TrainedNet<OutputLike<E['output']>>> => trainOn(examples, withBackend(options))

/** The options, with a backend to be picked where they have none; what is no object is left to be refused. */
const withBackend = <O extends { readonly backend?: unknown }>(options: O): O =>
  typeof options === 'object' && options !== null && !Array.isArray(options) && options.backend === undefined
    ? { ...options, backend: fastest }
    : options

const fastest = async (workload: Workload): Promise<Backend> => (await selectBackend({ workload })).backend
