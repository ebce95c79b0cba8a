import type { Samples } from '@bilayer/core'

/** Samples of three numbers, and as many targets of two, that tell two classes apart. */
export function samplesOf(count: number): { readonly X: Samples; readonly Y: Samples } {
  const values = Float32Array.from({ length: 3 * count }, (_, i) => Math.sin(i * i))
  const classes = Float32Array.from({ length: 2 * count }, (_, i) =>
    ((i >> 1) % 3 === 0) === (i % 2 === 0) ? 1 : 0,
  )
  return { X: { values, count, size: 3 }, Y: { values: classes, count, size: 2 } }
}
