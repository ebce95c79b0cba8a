export {
  ArgumentError,
  type Availability,
  type Backend,
  BackendFailedError,
  BackendMismatchError,
  type BackendProvider,
  BackendUnavailableError,
  BilayerError,
  DisposedError,
  type ExtendedBackend,
  isExtended,
  type Matrix,
  type Selection,
  type SelectOptions,
  ShapeError,
  type Trial,
} from '@bilayer/core'
export * from '@bilayer/mlp'
export { providers } from './providers.ts'
export { BACKEND_VARIABLE, selectBackend } from './select.ts'
