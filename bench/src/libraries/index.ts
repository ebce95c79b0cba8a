import { availableParallelism } from 'node:os'
import { backends } from '../backends.ts'
import type { Library } from '../library.ts'
import { python, pythonName } from './python.ts'

/** A library that is loaded when it is first needed. */
export interface Candidate {
  readonly name: string
  /** Rejects, with the reason, where the library cannot run here. */
  readonly load: () => Promise<Library>
}

/** All that is measured, in the order of the tables. */
export const candidates: readonly Candidate[] = [
  ...backends.map((provider) => ({
    name: `bilayer ${provider.name}`,
    load: async () => {
      const availability = await provider.probe()
      if (!availability.available) throw new Error(availability.reason)
      return (await import('./bilayer.ts')).bilayer(provider)
    },
  })),
  { name: 'naive loops', load: async () => (await import('./naive.ts')).naive },
  { name: 'jax-js wasm', load: async () => (await import('./jax.ts')).jax },
  { name: 'tfjs-wasm', load: async () => (await import('./tfjs.ts')).tfjsWasm },
  { name: 'tfjs-cpu', load: async () => (await import('./tfjs.ts')).tfjsCpu },
  { name: 'brain.js', load: async () => (await import('./brain.ts')).brainJs },
  {
    name: 'onnxruntime-web',
    load: async () => {
      const runtime = await import('onnxruntime-web')
      runtime.env.wasm.numThreads = 1
      return (await import('./onnxruntime.ts')).onnxruntime('onnxruntime-web', runtime)
    },
  },
  {
    name: 'onnxruntime-node',
    load: async () =>
      (await import('./onnxruntime.ts')).onnxruntime('onnxruntime-node', await import('onnxruntime-node')),
  },
  ...[...new Set([1, availableParallelism()])].flatMap((threads) =>
    (['numpy', 'torch'] as const).map((library) => ({
      name: pythonName(library, threads),
      load: () => python(library, threads),
    })),
  ),
]

export interface Absence {
  readonly subject: string
  readonly reason: string
}

/** Loads the candidates, and tells why where one cannot be. */
export async function loadLibraries(
  wanted: readonly Candidate[],
): Promise<{ libraries: Library[]; absent: Absence[] }> {
  const libraries: Library[] = []
  const absent: Absence[] = []
  for (const { name, load } of wanted) {
    try {
      libraries.push(await load())
    } catch (error) {
      absent.push({ subject: name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { libraries, absent }
}
