export { allocate } from './allocate.ts'
export {
  checkArray,
  checkBoolean,
  checkFunction,
  checkNotNegative,
  checkObject,
  checkOneOf,
  checkPositive,
  checkShare,
  checkString,
  checkWholeNumber,
  type Limits,
  wrongArgument,
} from './arguments.ts'
export {
  type Backend,
  type BackendInfo,
  type ExtendedBackend,
  ieee754,
  isExtended,
  type Level,
  type MemoryUse,
  type Numerics,
} from './backend.ts'
export { checkBackend, checkNumerics } from './check-backend.ts'
export type { Checkpoint, Course, Parameter } from './checkpoint.ts'
export { type BackendDefinition, defineBackend } from './define-backend.ts'
export type { Communicator } from './communicator.ts'
export { type CommunicatorCall, describeCall } from './communicator/call.ts'
export { checkCommunicator } from './communicator/check-communicator.ts'
export { type CommunicatorDefinition, defineCommunicator } from './communicator/define-communicator.ts'
export { localCommunicator } from './communicator/local-communicator.ts'
export { PendingCalls } from './communicator/pending-calls.ts'
export {
  connectRanks,
  portCommunicator,
  type PortCommunicatorOptions,
  type RankPorts,
} from './communicator/port-communicator.ts'
export { describeError, describeValue } from './describe.ts'
export {
  ArgumentError,
  BackendFailedError,
  BackendMismatchError,
  BackendUnavailableError,
  BilayerError,
  CommunicatorError,
  DisposedError,
  FormatError,
  ShapeError,
} from './errors.ts'
export type {
  CoreKernels,
  ExtendedKernels,
  FusedExtendedKernels,
  FusedKernels,
  Operand,
  StorageKernels,
  Stored,
} from './kernels.ts'
export { type Dim, type Matrix, shapeOf } from './matrix.ts'
export { measureNumerics } from './measure-numerics.ts'
export { checkMatrix, checkSameCopy, isMatrix, operandOf } from './operands.ts'
export type { Availability, Available, BackendProvider } from './provider.ts'
export {
  checkRandomState,
  createRandom,
  permutation,
  type Random,
  type RandomState,
  restoreRandom,
} from './random.ts'
export {
  checkLabelled,
  checkSamples,
  readLabels,
  type Samples,
  selectSamples,
  sliceSamples,
} from './samples.ts'
export {
  findProvider,
  selectBackend,
  type Selection,
  type SelectOptions,
  type Trial,
} from './select-backend.ts'
export { selfTest } from './self-test/self-test.ts'
export { importFailure, probeBy, startAs } from './unavailable.ts'
export { within } from './within.ts'
