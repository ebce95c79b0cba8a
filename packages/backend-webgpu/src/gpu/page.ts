import { BackendUnavailableError } from '@bilayer/core'

/** The page's way to its graphics devices. */
export async function openGpu(): Promise<GPU> {
  const { navigator } = globalThis as { navigator?: Partial<NavigatorGPU> }
  if (navigator?.gpu) return navigator.gpu
  throw new BackendUnavailableError(
    'There is no WebGPU here. Browsers that have it give it to pages that came over https or from localhost.',
  )
}

/** What would help where there is WebGPU and no device. */
export const NO_DEVICE =
  'WebGPU finds no graphics device here. Chromium takes a program in its place when it is started with ' +
  '--enable-unsafe-webgpu --use-webgpu-adapter=swiftshader.'
