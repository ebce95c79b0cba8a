import type { Build } from './build.ts'
import type { Kernels } from './kernels.ts'

/**
 * The compiled kernels, which may be sent to other threads. With `shared`, they need a shared memory, else one that is not.
 * Rejects where the engine has not what `detectSupport` looks for.
 */
export async function compileKernels(
  build: Build,
  { shared = false }: { readonly shared?: boolean } = {},
): Promise<WebAssembly.Module> {
  const { base64 } = await sources[`${build}${shared ? '-shared' : ''}`]()
  // oxlint-disable-next-line unicorn/prefer-code-point -- each character stands for one byte
  return WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
}

/** The kernels at work in a memory. Each thread makes its own instance. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  return exports as unknown as Kernels
}

/** Loaded when wanted: each is some 23 KB of text. Those that differ by their memory alone are neighbours, since a file with both compresses so. */
const sources = {
  'relaxed-simd': () => import('./generated/relaxed-simd.ts'),
  'relaxed-simd-shared': () => import('./generated/relaxed-simd-shared.ts'),
  simd: () => import('./generated/simd.ts'),
  'simd-shared': () => import('./generated/simd-shared.ts'),
}
