import type { GPU, KernelVariable, Texture } from 'gpu.js'

/** What is used of gpu.js; its own types leave some of it out. */
export interface Library {
  readonly GPU: typeof GPU
  /** Numbers as an argument of a kernel, which sees them as a table of `size`: columns first, then rows. */
  readonly input: (values: Float32Array, size: readonly [number, number]) => KernelVariable
}

/** A matrix on the device, as gpu.js holds it. */
export type DeviceTexture = Texture & { readonly texture: WebGLTexture }

let loading: Promise<Library> | undefined

/** Loads gpu.js, once. */
export const loadLibrary = (): Promise<Library> => (loading ??= load())

/** In a page gpu.js makes itself the global `GPU`, a class of WebGPU: what was there is put back. */
async function load(): Promise<Library> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'GPU')
  const module = (await import('gpu.js')) as unknown as { readonly default: Library | Library['GPU'] }
  if (before) Object.defineProperty(globalThis, 'GPU', before)
  else Reflect.deleteProperty(globalThis, 'GPU')
  const exported = module.default
  // Its build for pages exports the class itself, with everything else as properties.
  return 'GPU' in exported ? exported : Object.assign(exported as unknown as Library, { GPU: exported })
}
