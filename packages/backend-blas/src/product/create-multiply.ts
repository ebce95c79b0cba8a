import type { Machine, Multiply } from '@bilayer/backend-wasm/machine'
import type { Library } from '../library/open-library.ts'
import type { Product } from './create-product.ts'
import type { Route } from './route.ts'

/** The product of a machine, by a library wherever the route says so. */
export function createMultiply(
  { kernels, multiply }: Machine,
  { threads }: Pick<Library, 'threads'>,
  product: Product,
  route: Route,
): Multiply {
  return (a, aTransposed, b, bTransposed, rows, inner, cols, bias, relu, out) => {
    const count = route(rows, inner, cols)
    if (count === 0) {
      multiply(a, aTransposed, b, bTransposed, rows, inner, cols, bias, relu, out)
      return
    }
    // Others in the process may have set another number.
    threads?.set(count)
    product(a, aTransposed, b, bTransposed, rows, inner, cols, out)
    if (bias !== 0) kernels.addColumn(out, bias, cols, out, 0, rows)
    if (relu) kernels.relu(out, out, 0, rows * cols)
  }
}
