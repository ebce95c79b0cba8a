import type { ExtendedBackend } from '@bilayer/core'
import { vulkanDriver } from '../../scripts/vulkan.ts'

/** A backend under load. */
export interface Subject {
  readonly name: string
  /** Loads its code, and makes one. Rejects with `BackendUnavailableError` where it cannot run here. */
  readonly create: () => Promise<ExtendedBackend>
  /** Whether its work goes to a graphics device, which takes fewer steps in a given time. */
  readonly onDevice?: boolean
  /** Whether it needs a display. */
  readonly draws?: boolean
}

/** The backends of this project, in Node.js. */
export const subjects: readonly Subject[] = [
  { name: 'wasm', create: async () => (await import('@bilayer/backend-wasm')).wasm() },
  {
    name: 'worker-pool',
    create: async () => (await import('@bilayer/backend-worker-pool')).workerPool(),
  },
  // What is small stays on the host; here nothing does, so that the threads and their queue are under load too.
  { name: 'worker-pool, all on threads', create: createSplittingPool },
  { name: 'blas', create: async () => (await import('@bilayer/backend-blas')).blas() },
  // What is small stays with the kernels of wasm; here nothing does, so that the library is under load too.
  { name: 'blas, all by the library', create: createLibraryAlone },
  { name: 'cpu-js', create: async () => (await import('@bilayer/backend-cpu-js')).cpuJs() },
  { name: 'webgpu', create: createWebgpu, onDevice: true },
  {
    name: 'gpu-js',
    create: async () => (await import('@bilayer/backend-gpu-js')).gpuJs({ mode: 'headlessgl' }),
    onDevice: true,
    draws: true,
  },
]

/** The subject of that name. Throws where there is none. */
export function subjectOf(name: string): Subject {
  const found = subjects.find((subject) => subject.name === name)
  if (found) return found
  throw new Error(`There is no subject named ${name}.`)
}

/** On the driver of Chromium, where the environment names no other. */
async function createWebgpu(): Promise<ExtendedBackend> {
  const driver = vulkanDriver()
  if (driver !== undefined) process.env['VK_ICD_FILENAMES'] = driver
  return (await import('@bilayer/backend-webgpu')).webgpu()
}

async function createLibraryAlone(): Promise<ExtendedBackend> {
  const { createBlas } = await import('../../packages/backend-blas/src/blas.ts')
  const { everythingByLibrary } = await import('../../packages/backend-blas/src/product/route.ts')
  return createBlas({}, everythingByLibrary)
}

async function createSplittingPool(): Promise<ExtendedBackend> {
  const { createWorkerPool } = await import('../../packages/backend-worker-pool/src/worker-pool.ts')
  const { splitEverything } = await import('../../packages/backend-worker-pool/src/split-everything.ts')
  return createWorkerPool({}, splitEverything)
}
