export {
  ArgumentError,
  type Availability,
  type Backend,
  BackendFailedError,
  BackendMismatchError,
  type BackendProvider,
  BackendUnavailableError,
  BilayerError,
  type Communicator,
  CommunicatorError,
  connectRanks,
  createRandom,
  DisposedError,
  type ExtendedBackend,
  isExtended,
  localCommunicator,
  type Matrix,
  portCommunicator,
  type PortCommunicatorOptions,
  type Random,
  type RankPorts,
  type Selection,
  ShapeError,
  type Trial,
} from '@bilayer/core'
export * from '@bilayer/data'
export * from '@bilayer/estimators'
export * from '@bilayer/formats'
export { MlpClassifier, MlpRegressor, train } from './estimators.ts'
export * from '@bilayer/mlp'
export { createMpi, type MpiChoice, probeMpi } from './mpi.ts'
export { createPredictor, type Predictor, type PredictorOptions } from './predictor.ts'
export { providers } from './providers.ts'
export { BACKEND_VARIABLE, type ChooseOptions, selectBackend } from './select.ts'
export type { Workload } from './workload.ts'
