import type { BackendProvider } from '@bilayer/core'
import { inThreads, threadCounts } from './threads.ts'

/** A backend of this project, loaded when it is first needed. */
export interface OwnBackend {
  readonly name: string
  readonly load: () => Promise<BackendProvider>
}

/** The backends of this project that are measured. The first is what ratios are to. */
export const backends: readonly OwnBackend[] = [
  { name: 'wasm', load: async () => (await import('@bilayer/backend-wasm')).wasmProvider },
  {
    name: 'worker-pool',
    load: async () => (await import('@bilayer/backend-worker-pool')).workerPoolProvider,
  },
  ...threadCounts().map((threads) => ({
    name: `blas, ${inThreads(threads)}`,
    load: async () => {
      const { blas, blasProvider } = await import('@bilayer/backend-blas')
      return { ...blasProvider, name: `blas, ${inThreads(threads)}`, create: () => blas({ threads }) }
    },
  })),
  { name: 'cpu-js', load: async () => (await import('@bilayer/backend-cpu-js')).cpuJsProvider },
]
