import * as blas from '@bilayer/backend-blas'
import * as cpuJs from '@bilayer/backend-cpu-js'
import * as gpuJs from '@bilayer/backend-gpu-js'
import * as wasm from '@bilayer/backend-wasm'
import * as webgpu from '@bilayer/backend-webgpu'
import * as workerPool from '@bilayer/backend-worker-pool'
import { type Backend, BackendUnavailableError } from '@bilayer/core'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import { exactly, long, optional, options, positive, text, whole } from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'

type Factory = (...args: never[]) => Backend | Promise<Backend | null>

/** As a factory, but for a device that is not here: arguments are looked at before. */
const whereThereIsADevice =
  (factory: Factory): Factory =>
  async (...given) => {
    try {
      return await factory(...given)
    } catch (error) {
      if (error instanceof BackendUnavailableError) return null
      throw error
    }
  }

/** A factory, by its own name and as its provider's `create`; and the provider's probe. */
function entriesOf(
  name: string,
  factory: Factory,
  provider: { readonly create: Factory; readonly probe: () => unknown },
  args: readonly unknown[],
  parameters: readonly Parameter[],
): Entry[] {
  const creating =
    (fn: Factory) =>
    async (...given: never[]) => {
      const backend = await fn(...given)
      await backend?.dispose()
    }
  return [
    { name, call: () => ({ fn: creating(factory), args }), parameters },
    { name: `${name}Provider.create`, call: () => ({ fn: creating(provider.create), args }), parameters },
    { name: `${name}Provider.probe`, call: () => ({ fn: provider.probe, args: [] }), parameters: [] },
  ]
}

/** What a linear memory can have. */
const maximumBytes = parameter([0, 'maximumBytes'], optional(whole(65_536, 65_535 * 65_536)))

export const backendEntries: readonly PackageEntries[] = [
  {
    package: '@bilayer/backend-cpu-js',
    exports: cpuJs,
    entries: entriesOf(
      'cpuJs',
      cpuJs.cpuJs,
      cpuJs.cpuJsProvider,
      [{ maximumBytes: 2 ** 20 }],
      [parameter([0], optional(options), 'options'), parameter([0, 'maximumBytes'], optional(positive))],
    ),
  },
  {
    package: '@bilayer/backend-wasm',
    exports: wasm,
    entries: entriesOf(
      'wasm',
      wasm.wasm,
      wasm.wasmProvider,
      [{ build: 'simd', maximumBytes: 2 ** 22 }],
      [
        parameter([0], optional(options), 'options'),
        parameter([0, 'build'], optional(exactly('simd', 'relaxed-simd'))),
        maximumBytes,
      ],
    ),
  },
  {
    package: '@bilayer/backend-worker-pool',
    exports: workerPool,
    entries: entriesOf(
      'workerPool',
      workerPool.workerPool,
      workerPool.workerPoolProvider,
      [{ threads: 1, kernels: 'wasm', maximumBytes: 2 ** 22 }],
      [
        // Each object that is legal would start threads.
        parameter([0], long(optional(options)), 'options'),
        parameter([0, 'threads'], optional(whole(1, 2))),
        parameter([0, 'kernels'], optional(exactly('wasm', 'js'))),
        maximumBytes,
        // Whether there is a script at that URL is found out by starting threads.
        parameter([0, 'script'], long(optional(text))),
      ],
    ),
  },
  {
    package: '@bilayer/backend-blas',
    exports: blas,
    entries: entriesOf(
      'blas',
      blas.blas,
      blas.blasProvider,
      [{ library: 'libopenblas.so.0', threads: 1, maximumBytes: 2 ** 22 }],
      [
        parameter([0], optional(options), 'options'),
        // Whether there is a library of that name is the machine's to say.
        parameter([0, 'library'], (value) =>
          value !== '' && optional(text)(value) === true ? 'either' : false,
        ),
        parameter([0, 'threads'], optional(whole(1, 2))),
        maximumBytes,
      ],
    ),
  },
  {
    package: '@bilayer/backend-webgpu',
    exports: webgpu,
    entries: entriesOf(
      'webgpu',
      whereThereIsADevice(webgpu.webgpu),
      { ...webgpu.webgpuProvider, create: whereThereIsADevice(webgpu.webgpuProvider.create) },
      [{ products: 'direct' }],
      [
        parameter([0], optional(options), 'options'),
        parameter([0, 'products'], optional(exactly('tiled', 'direct'))),
      ],
    ),
  },
  {
    package: '@bilayer/backend-gpu-js',
    exports: gpuJs,
    entries: entriesOf(
      'gpuJs',
      gpuJs.gpuJs,
      gpuJs.gpuJsProvider,
      [{ mode: 'cpu' }],
      [
        // Without a mode it needs a graphics device, which there may not be.
        parameter(
          [0],
          (value) => (options(value) === true || value === undefined ? 'either' : false),
          'options',
          'mode',
        ),
        parameter([0, 'mode'], (value) => (value === undefined ? 'either' : false)),
      ],
    ),
  },
]
