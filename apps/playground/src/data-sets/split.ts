import { type Samples, selectSamples, splitRows } from 'bilayer'
import type { Part, Parts } from './problem.ts'

/** Samples in two parts, drawn by a seed. `strata` tells the class of each, where they have one. */
export function splitParts(
  X: Samples,
  Y: Samples,
  options: { readonly testShare: number; readonly seed: number; readonly strata?: readonly unknown[] },
): Parts {
  const rows = splitRows(X.count, options)
  const part = (indices: Uint32Array): Part => ({
    X: selectSamples(X, indices),
    Y: selectSamples(Y, indices),
  })
  return { train: part(rows.train), test: part(rows.test) }
}
