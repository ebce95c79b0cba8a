import { cpuJs } from '@bilayer/backend-cpu-js'
import type { Backend, ExtendedBackend, Matrix, Samples } from '@bilayer/core'
import { initialise, type Network } from '@bilayer/mlp'
import type { Call } from '../entry.ts'

/** A call that works on matrices of a backend of its own. */
export function onBackend(
  choose: (backend: ExtendedBackend) => { readonly fn: Call['fn']; readonly args: readonly unknown[] },
): () => Call {
  return () => {
    const backend = cpuJs()
    return { ...choose(backend), backend, close: () => backend.dispose() }
  }
}

/** A 2 × 2 matrix. */
export const square = (backend: Backend): Matrix => backend.matrix(2, 2, [1, 2, 3, 4])

/** A 2 × 1 matrix. */
export const column = (backend: Backend): Matrix => backend.matrix(2, 1, [1, 2])

/** Two samples of two numbers. */
export const twoSamples = (): Samples => ({ values: Float32Array.of(1, 2, 3, 4), count: 2, size: 2 })

/** A network of two inputs and two outputs. */
export const network = (backend: Backend): Network => initialise(backend, [2, 3, 2], 0)
