import type { Build } from '@bilayer/backend-wasm/kernels'
import { startMachine } from '@bilayer/backend-wasm/machine'
import { BackendUnavailableError, type Numerics } from '@bilayer/core'
import { createProduct } from '../product/create-product.ts'
import { findWrongProduct } from './find-wrong-product.ts'
import { isSlow } from './is-slow.ts'
import { measureNumerics } from './measure-numerics.ts'
import type { Library } from './open-library.ts'

/** What was found out about a library does not change. */
const inspected = new WeakMap<Library, Numerics>()

/**
 * Computes known products by a library, and measures its numerics. Rejects with `BackendUnavailableError` where a product is wrong,
 * or where a library of unknown make is slower than wasm.
 */
export async function inspect(library: Library, build: Build): Promise<Numerics> {
  const known = inspected.get(library)
  if (known) return known
  const { name, path, isKnown } = library
  const machine = await startMachine(build, {})
  const product = createProduct(library, machine.heap)
  const wrong = findWrongProduct(product, machine.heap)
  if (wrong !== undefined) {
    throw new BackendUnavailableError(`${name} (${path}) computes a product wrong: ${wrong}.`)
  }
  if (!isKnown && isSlow(machine, product)) {
    throw new BackendUnavailableError(
      `${path} is slower than the backend wasm: it seems to be the plain implementation of BLAS. OpenBLAS, BLIS and MKL are fast.`,
    )
  }
  const numerics = measureNumerics(product, machine.heap)
  inspected.set(library, numerics)
  return numerics
}
