import type { BackendProvider } from '@bilayer/core'

/**
 * Every backend of this project, fastest first as a rule. A backend's code is loaded when it is probed or created, so that
 * naming it costs nothing.
 */
export const providers: readonly BackendProvider[] = [
  lazyProvider('wasm', async () => (await import('@bilayer/backend-wasm')).wasmProvider),
  lazyProvider('worker-pool', async () => (await import('@bilayer/backend-worker-pool')).workerPoolProvider),
  lazyProvider('gpu-js', async () => (await import('@bilayer/backend-gpu-js')).gpuJsProvider),
  lazyProvider('cpu-js', async () => (await import('@bilayer/backend-cpu-js')).cpuJsProvider),
]

function lazyProvider(name: string, load: () => Promise<BackendProvider>): BackendProvider {
  return {
    name,
    probe: async () => (await load()).probe(),
    create: async (options) => (await load()).create(options),
  }
}
