export type { BackendSource } from './backend-source.ts'
export type { Label } from './labels.ts'
export * as metrics from './metrics/index.ts'
export { MlpClassifier, type PartialFitOptions } from './mlp-classifier.ts'
export type { MlpEstimator } from './estimator.ts'
export { MlpRegressor } from './mlp-regressor.ts'
export type {
  ClassWeight,
  EstimatorActivation,
  MlpClassifierOptions,
  MlpEstimatorOptions,
  Solver,
} from './options.ts'
export type { Rows } from './rows.ts'
export type { EpochProgress, EstimatorFitOptions } from './run.ts'
export type { Targets } from './targets.ts'
export { type Example, type OutputLike, train, type TrainedNet, type TrainOptions } from './train.ts'
export type { Quantities } from './quantities.ts'
