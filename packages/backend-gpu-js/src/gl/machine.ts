import type { Library } from '../load.ts'
import type { Device } from './device.ts'
import { createKernels, type Kernels } from './kernels.ts'
import { createReader, type Reader } from './read.ts'

/** A device with the kernels that run on it. */
export interface Machine {
  readonly device: Device
  readonly kernels: Kernels
  readonly reader: Reader
}

export const createMachine = (library: Library, device: Device): Machine => ({
  device,
  kernels: createKernels(library, device),
  reader: createReader(device),
})
