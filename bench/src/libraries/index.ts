import { describeError } from '@bilayer/core'
import { backends } from '../backends.ts'
import type { Library } from '../library.ts'
import { inThreads, threadCounts } from '../threads.ts'

/** A library that is loaded when it is first needed. */
export interface Candidate {
  readonly name: string
  readonly runtime: 'Node.js' | 'Python'
  /** Rejects, with the reason, where the library cannot run here. */
  readonly load: () => Promise<Library>
}

/** All that is measured, in the order of the tables. */
export const candidates: readonly Candidate[] = [
  ...backends.map(({ name, load }) => ({
    name: `bilayer ${name}`,
    runtime: 'Node.js' as const,
    load: async () => {
      const provider = await load()
      const availability = await provider.probe()
      if (!availability.available) throw new Error(availability.reason)
      return (await import('./bilayer.ts')).bilayer(provider)
    },
  })),
  { name: 'naive loops', runtime: 'Node.js', load: async () => (await import('./naive.ts')).naive },
  { name: 'jax-js wasm', runtime: 'Node.js', load: async () => (await import('./jax.ts')).jax },
  { name: 'tfjs-wasm', runtime: 'Node.js', load: async () => (await import('./tfjs.ts')).tfjsWasm },
  { name: 'tfjs-cpu', runtime: 'Node.js', load: async () => (await import('./tfjs.ts')).tfjsCpu },
  { name: 'brain.js', runtime: 'Node.js', load: async () => (await import('./brain.ts')).brainJs },
  {
    name: 'onnxruntime-web',
    runtime: 'Node.js',
    load: async () => {
      const runtime = await import('onnxruntime-web')
      runtime.env.wasm.numThreads = 1
      return (await import('./onnxruntime.ts')).onnxruntime('onnxruntime-web', runtime)
    },
  },
  {
    name: 'onnxruntime-node',
    runtime: 'Node.js',
    load: async () =>
      (await import('./onnxruntime.ts')).onnxruntime('onnxruntime-node', await import('onnxruntime-node')),
  },
  ...threadCounts().flatMap((threads) => [
    python('NumPy', 'numpy', threads),
    python('PyTorch', 'torch', threads),
  ]),
]

function python(title: string, library: 'torch' | 'numpy', threads: number): Candidate {
  const name = `${title}, ${inThreads(threads)}`
  const load = async () => (await import('./python.ts')).python(name, library, threads)
  return { name, runtime: 'Python', load }
}

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
      absent.push({ subject: name, reason: describeError(error) })
    }
  }
  return { libraries, absent }
}
