/**
 * How many threads of the library compute a product of rows × inner by inner × cols; none of them where the kernels of wasm do.
 */
export type Route = (rows: number, inner: number, cols: number) => number

/** Multiply-adds from which on a call of the library is worth it. */
const WORTH_A_CALL = 100_000

/** The rule of docs/design.md, what was measured to be the fastest: all threads from `worthFrom` multiply-adds on. */
export const measuredRoute =
  (threads: number, worthFrom: number): Route =>
  (rows, inner, cols) => {
    const work = rows * inner * cols
    // A product with a vector reads each number once, and the libraries have no kernel for it behind this function.
    if (work < WORTH_A_CALL || rows === 1 || cols === 1) return 0
    return work < worthFrom ? 1 : threads
  }

/** Leaves nothing to the kernels of wasm: so that tests on small matrices test the library. */
export const everythingByLibrary =
  (threads: number): Route =>
  () =>
    threads
