import { cpuJsProvider } from '@bilayer/backend-cpu-js'
import { wasmProvider } from '@bilayer/backend-wasm'
import { workerPoolProvider } from '@bilayer/backend-worker-pool'
import type { BackendProvider } from '@bilayer/core'

/** The backends of this project that are measured. The first is what ratios are to. */
export const backends: readonly BackendProvider[] = [wasmProvider, workerPoolProvider, cpuJsProvider]
