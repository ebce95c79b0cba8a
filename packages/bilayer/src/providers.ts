import { type BackendProvider, BackendUnavailableError, importFailure } from '@bilayer/core'

/** What backends are made with, where it is of use to them. */
export interface ProviderOptions {
  /** For those that compute on several threads: as many as the machine runs at once, unless given. */
  readonly threads?: number
}

/**
 * Every backend of this project, fastest first as a rule. A backend's code is loaded when it is probed or created, so that
 * naming it costs nothing. Those that bring a native module are packages of their own, since an ordinary installation must build
 * nothing.
 */
export const providers: readonly BackendProvider[] = providersWith({})

/** The same, which make their backends with these options. */
export function providersWith(options: ProviderOptions): readonly BackendProvider[] {
  return [
    lazyProvider('wasm', async () => (await import('@bilayer/backend-wasm')).wasmProvider),
    lazyProvider('worker-pool', async () => {
      const { workerPoolProvider } = await import('@bilayer/backend-worker-pool')
      return withOptions(workerPoolProvider, options)
    }),
    lazyProvider('blas', () =>
      import('@bilayer/backend-blas').then(
        ({ blasProvider }) => withOptions(blasProvider, options),
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
}

const withOptions = <Options extends object>(
  provider: BackendProvider<Options>,
  own: Options,
): BackendProvider<Options> => ({
  ...provider,
  create: (options) => provider.create({ ...own, ...options }),
})

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
