export {
  type Availability,
  type Communicator,
  CommunicatorError,
  connectRanks,
  isExtended,
  localCommunicator,
  portCommunicator,
  type PortCommunicatorOptions,
  type RankPorts,
} from '@bilayer/core'
export * from '@bilayer/data'
export * from '@bilayer/estimators'
export * from '@bilayer/formats'
export * from './core.ts'
export { MlpClassifier, MlpRegressor, train } from './estimators.ts'
export * from '@bilayer/mlp'
export { createMpi, type MpiChoice, probeMpi } from './mpi.ts'
export { createPredictor, type Predictor, type PredictorOptions } from './predictor.ts'
export { providers } from './providers.ts'
export { BACKEND_VARIABLE, type ChooseOptions, selectBackend } from './select.ts'
export type { Workload } from './workload.ts'
