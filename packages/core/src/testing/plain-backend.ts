import type { ExtendedBackend } from '../backend.ts'
import { type BackendDefinition, defineBackend } from '../define-backend.ts'
import type { ExtendedKernels, Stored } from '../kernels.ts'
import { referenceDefinition } from '../reference.ts'

type Definition = BackendDefinition<Float32Array> & { readonly extended: ExtendedKernels<Float32Array> }

/** The reference kernels in float32: a right backend, on which a use after `free` shows as NaN. */
export function plainDefinition(name = 'plain'): Definition {
  const definition = referenceDefinition<Float32Array>(name, (length) => new Float32Array(length))
  const free = (storage: Float32Array): void => {
    definition.storage.free(storage.fill(Number.NaN))
  }
  return { ...definition, storage: { ...definition.storage, free } }
}

export const plainBackend = (name?: string): ExtendedBackend => defineBackend(plainDefinition(name))

type Kernel = (...operands: readonly unknown[]) => unknown

/** The same kernels, each as `replace` makes it anew. */
export const mapKernels = <K extends object>(
  kernels: K,
  replace: (op: string, kernel: Kernel) => Kernel,
): K =>
  Object.fromEntries(Object.entries(kernels).map(([op, kernel]) => [op, replace(op, kernel as Kernel)])) as K

/** Whether an argument of a kernel is a matrix: the others are numbers and lists of them. */
export const isStored = (argument: unknown): argument is Stored<unknown> =>
  typeof argument === 'object' && argument !== null && 'storage' in argument
