import { cpuJsProvider } from '@bilayer/backend-cpu-js'
import { wasmProvider } from '@bilayer/backend-wasm'
import {
  workerPool as startPool,
  type WorkerPoolOptions,
  workerPoolProvider,
} from '@bilayer/backend-worker-pool'
import {
  type BackendProvider,
  checkObject,
  type ExtendedBackend,
  type Selection,
  type SelectOptions,
  selectBackend as selectAmong,
} from '@bilayer/core'

/*
 * What the single file exports, for a page without a bundler: scripts/single-file.ts makes it. Files of data and models, and
 * backends on a graphics device, are left to those who bundle.
 */

export { cpuJs } from '@bilayer/backend-cpu-js'
export { wasm } from '@bilayer/backend-wasm'
export type { SelectOptions } from '@bilayer/core'
export { inverseTransform, oneHot, splitSamples, standardise, transform } from '@bilayer/data'
export * from '@bilayer/mlp'
export * from './core.ts'

/** The script of the pool's workers: the build puts it here, since there is no other file that they could load. */
declare const POOL_SCRIPT: string

let scriptUrl: string | undefined

/** The multi-threaded backend, in a page that is cross-origin isolated. Its Content-Security-Policy must allow `worker-src blob:`. */
export async function workerPool(options: WorkerPoolOptions = {}): Promise<ExtendedBackend> {
  checkObject('options', options, '{ threads: 2 }')
  const { script = ownScript() } = options
  return startPool({ ...options, script })
}

const ownScript = (): string =>
  (scriptUrl ??= URL.createObjectURL(new Blob([POOL_SCRIPT], { type: 'text/javascript' })))

/** The backends of this file, fastest first as a rule. */
export const providers: readonly BackendProvider[] = [
  wasmProvider,
  { ...workerPoolProvider, create: workerPool },
  cpuJsProvider,
]

/** Picks a backend for this page among those of this file, and tells what was tried. Throws as `selectBackend` of `@bilayer/core` does. */
export const selectBackend = (options: SelectOptions = {}): Promise<Selection> =>
  selectAmong(providers, options)
