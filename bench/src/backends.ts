import { cpuJsProvider } from '@bilayer/backend-cpu-js'
import { wasmProvider } from '@bilayer/backend-wasm'
import type { BackendProvider } from '@bilayer/core'

/** The backends of this project that are measured. The first is what ratios are to. */
export const backends: readonly BackendProvider[] = [wasmProvider, cpuJsProvider]
