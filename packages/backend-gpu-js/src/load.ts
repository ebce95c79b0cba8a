import type { GPU, KernelVariable, Texture } from 'gpu.js'

/** What is used of gpu.js; its own types leave some of it out. */
export interface Library {
  readonly GPU: typeof GPU
  /** Numbers as an argument of a kernel, which sees them as a table of `size`: columns first, then rows. */
  readonly input: (values: Float32Array, size: readonly [number, number]) => KernelVariable
}

/** A matrix on the device, as gpu.js holds it. */
export type DeviceTexture = Texture & { readonly texture: WebGLTexture }

/** Loads gpu.js, which puts a property `GPU` on the global object of a page: not before it is wanted. */
export async function loadLibrary(): Promise<Library> {
  const module = (await import('gpu.js')) as unknown as { readonly default: Library | Library['GPU'] }
  const exported = module.default
  // Its build for pages exports the class itself, with everything else as properties.
  return 'GPU' in exported ? exported : Object.assign(exported as unknown as Library, { GPU: exported })
}
