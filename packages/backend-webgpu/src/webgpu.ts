import {
  type BackendProvider,
  checkObject,
  checkOneOf,
  type ExtendedBackend,
  ieee754,
  measureNumerics,
  type Numerics,
  probeBy,
  startAs,
} from '@bilayer/core'
import { defineWebgpu } from './define-webgpu.ts'
import { type Device, NAME, openDevice } from './device.ts'
import type { Strategy } from './kernels/product/product.ts'
import { createMachine } from './machine.ts'

/** How `webgpu` works. */
export interface WebgpuOptions {
  /**
   * How products are computed: `tiled`, in memory that threads share, on a graphics processor, and `direct`, each thread for itself,
   * where a program stands in for one, unless given. Both give right results on both.
   */
  readonly products?: Strategy
}

const strategies: readonly Strategy[] = ['tiled', 'direct']

/**
 * The WebGPU backend: compute shaders, in a page, or in Node.js by the package `webgpu`. Operations are recorded at once and handed
 * to the device in batches; nothing waits for it but `read` and `sync`. `numerics` is measured on the device.
 *
 * Rejects with `BackendUnavailableError` where there is no device, and with `ArgumentError` for options that there are not.
 */
export async function webgpu(options: WebgpuOptions = {}): Promise<ExtendedBackend> {
  checkObject('options', options, "{ products: 'tiled' }")
  const { products } = options
  if (products !== undefined) checkOneOf('products', products, strategies)
  return startAs(NAME, async () => defineOn(await openDevice(), products))
}

/** Lists `webgpu` among other backends. Its probe opens the device. */
export const webgpuProvider: BackendProvider<WebgpuOptions> = {
  name: NAME,
  probe: () =>
    probeBy(async () => {
      const { gpu, name, isProgram } = await openDevice()
      gpu.destroy()
      return { available: true, device: name, isProgram }
    }),
  create: webgpu,
}

async function defineOn(device: Device, products: Strategy | undefined): Promise<ExtendedBackend> {
  try {
    const machine = createMachine(device, products)
    const { name } = device
    const numerics = measured.get(name) ?? (await measureNumerics(defineWebgpu(machine, ieee754)))
    measured.set(name, numerics)
    return defineWebgpu(machine, numerics)
  } catch (error) {
    device.gpu.destroy()
    throw error
  }
}

/** What was measured on a device does not change while it is there. */
const measured = new Map<string, Numerics>()
