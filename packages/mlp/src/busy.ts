import { BilayerError } from '@bilayer/core'

/** A second training of a model that is being trained. */
export class BusyError extends BilayerError {
  override readonly name = 'BusyError'
  readonly code = 'BILAYER_BUSY'
}
