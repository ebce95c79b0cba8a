/** What users of this package need of core, in Node.js, in a bundle and in the single file alike. */
export {
  ArgumentError,
  type Backend,
  BackendFailedError,
  BackendMismatchError,
  type BackendProvider,
  BackendUnavailableError,
  BilayerError,
  createRandom,
  DisposedError,
  type ExtendedBackend,
  type Matrix,
  type Random,
  type Selection,
  ShapeError,
  type Trial,
} from '@bilayer/core'
