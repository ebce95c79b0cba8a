import { describeError } from './describe.ts'

/** Every error that this project throws on purpose. `code` is stable; the words may change. */
export abstract class BilayerError extends Error {
  abstract readonly code: string
}

/** An argument that no shape explains: not a matrix, not a number, an unknown name. */
export class ArgumentError extends BilayerError {
  override readonly name = 'ArgumentError'
  readonly code = 'BILAYER_ARGUMENT'
}

/** Sizes that do not fit each other, or are no sizes. */
export class ShapeError extends BilayerError {
  override readonly name = 'ShapeError'
  readonly code = 'BILAYER_SHAPE'
}

/** A file that is not what its format asks for, or contents that the format cannot hold. The message says where. */
export class FormatError extends BilayerError {
  override readonly name = 'FormatError'
  readonly code = 'BILAYER_FORMAT'
}

/** A matrix, a backend or a communicator that was used after it was disposed, or closed. */
export class DisposedError extends BilayerError {
  override readonly name = 'DisposedError'
  readonly code = 'BILAYER_DISPOSED'
}

/** A matrix of one backend that was given to another. */
export class BackendMismatchError extends BilayerError {
  override readonly name = 'BackendMismatchError'
  readonly code = 'BILAYER_BACKEND_MISMATCH'
}

/** A backend that cannot run here. The message says why, and what would help. */
export class BackendUnavailableError extends BilayerError {
  override readonly name = 'BackendUnavailableError'
  readonly code = 'BILAYER_BACKEND_UNAVAILABLE'
}

/** A backend that failed at its work: no memory, a lost device, a dead worker. */
export class BackendFailedError extends BilayerError {
  override readonly name = 'BackendFailedError'
  readonly code = 'BILAYER_BACKEND_FAILED'
  /** The operation that failed, such as `matmul`. */
  readonly op: string

  constructor(backend: string, op: string, cause: unknown) {
    super(`${op}: the backend ${backend} failed: ${describeError(cause)}`, { cause })
    this.op = op
  }
}

/** Ranks that can no longer compute together: one has ended, has left, or asks for other than the others do. The message says which. */
export class CommunicatorError extends BilayerError {
  override readonly name = 'CommunicatorError'
  readonly code = 'BILAYER_COMMUNICATOR'
  /** The rank that failed; undefined where that cannot be told. */
  readonly rank: number | undefined

  constructor(message: string, rank?: number, options?: ErrorOptions) {
    super(message, options)
    this.rank = rank
  }
}
