import { type BackendProvider, BackendUnavailableError } from '@bilayer/core'

/**
 * Every backend of this project, fastest first as a rule. A backend's code is loaded when it is probed or created, so that
 * naming it costs nothing.
 */
export const providers: readonly BackendProvider[] = [
  lazyProvider('wasm', async () => (await import('@bilayer/backend-wasm')).wasmProvider),
  lazyProvider('worker-pool', async () => (await import('@bilayer/backend-worker-pool')).workerPoolProvider),
  lazyProvider('gpu-js', loadGpuJs),
  lazyProvider('cpu-js', async () => (await import('@bilayer/backend-cpu-js')).cpuJsProvider),
]

/** A package of its own, since gpu.js brings a native module, which an ordinary installation must not build. */
async function loadGpuJs(): Promise<BackendProvider> {
  try {
    const { gpuJsProvider } = await import('@bilayer/backend-gpu-js')
    return gpuJsProvider
  } catch (cause) {
    return missingProvider('gpu-js', '@bilayer/backend-gpu-js', cause)
  }
}

/** Stands for a backend whose package could not be imported. */
export function missingProvider(name: string, packageName: string, cause: unknown): BackendProvider {
  const message = cause instanceof Error ? cause.message : String(cause)
  const reason = message.includes(`'${packageName}'`)
    ? `The package is not installed: npm install ${packageName}`
    : `The package ${packageName} does not load: ${message}`
  return {
    name,
    probe: async () => ({ available: false, reason }),
    create: async () => {
      throw new BackendUnavailableError(reason, { cause })
    },
  }
}

function lazyProvider(name: string, load: () => Promise<BackendProvider>): BackendProvider {
  return {
    name,
    probe: async () => (await load()).probe(),
    create: async (options) => (await load()).create(options),
  }
}
