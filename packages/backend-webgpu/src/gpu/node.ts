import { BackendUnavailableError, importFailure } from '@bilayer/core'
import { hasVulkanDriver } from './vulkan-drivers.ts'

/** Devices live only as long as what gave them. */
let opened: GPU | undefined

/** The engine's own WebGPU where it has one, as Deno does; else that of the package `webgpu`, which is Chromium's. */
export async function openGpu(): Promise<GPU> {
  const { navigator } = globalThis as { navigator?: Partial<NavigatorGPU> }
  return navigator?.gpu ?? (opened ??= await create())
}

async function create(): Promise<GPU> {
  const library = await load()
  if (process.platform === 'linux' && !(await hasVulkanDriver(process.env)))
    throw new BackendUnavailableError(NO_DEVICE)
  return library.create([])
}

async function load() {
  try {
    return await import('webgpu')
  } catch (cause) {
    const reason = importFailure('webgpu', cause)
    throw new BackendUnavailableError(`Node.js has no WebGPU of its own. ${reason}`, { cause })
  }
}

/** What would help where there is WebGPU and no device. */
export const NO_DEVICE =
  'WebGPU finds no graphics device here. On Linux it asks Vulkan: apt-get install libvulkan1, and the driver of the device, ' +
  'which the variable VK_ICD_FILENAMES names where Vulkan does not find it.'
