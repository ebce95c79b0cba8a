import { BilayerError } from '@bilayer/core'

/** A file that is not what its format asks for, or contents that the format cannot hold. The message says where. */
export class FormatError extends BilayerError {
  override readonly name = 'FormatError'
  readonly code = 'BILAYER_FORMAT'
}
