import { type BackendProvider, BackendUnavailableError, importFailure } from '@bilayer/core'

/**
 * Every backend of this project, fastest first as a rule. A backend's code is loaded when it is probed or created, so that
 * naming it costs nothing. Those that bring a native module are packages of their own, since an ordinary installation must build
 * nothing.
 */
export const providers: readonly BackendProvider[] = [
  lazyProvider('wasm', async () => (await import('@bilayer/backend-wasm')).wasmProvider),
  lazyProvider('worker-pool', async () => (await import('@bilayer/backend-worker-pool')).workerPoolProvider),
  lazyProvider('blas', () =>
    import('@bilayer/backend-blas').then(
      ({ blasProvider }) => blasProvider,
      whereMissing('blas', '@bilayer/backend-blas'),
    ),
  ),
  lazyProvider('webgpu', async () => (await import('@bilayer/backend-webgpu')).webgpuProvider),
  lazyProvider('gpu-js', () =>
    import('@bilayer/backend-gpu-js').then(
      ({ gpuJsProvider }) => gpuJsProvider,
      whereMissing('gpu-js', '@bilayer/backend-gpu-js'),
    ),
  ),
  lazyProvider('cpu-js', async () => (await import('@bilayer/backend-cpu-js')).cpuJsProvider),
]

/** Stands for a backend whose package could not be imported. */
export function missingProvider(name: string, packageName: string, cause: unknown): BackendProvider {
  const reason = importFailure(packageName, cause)
  return {
    name,
    probe: async () => ({ available: false, reason }),
    create: async () => {
      throw new BackendUnavailableError(reason, { cause })
    },
  }
}

const whereMissing =
  (name: string, packageName: string) =>
  (cause: unknown): BackendProvider =>
    missingProvider(name, packageName, cause)

function lazyProvider(name: string, load: () => Promise<BackendProvider>): BackendProvider {
  return {
    name,
    probe: async () => (await load()).probe(),
    create: async (options) => (await load()).create(options),
  }
}
