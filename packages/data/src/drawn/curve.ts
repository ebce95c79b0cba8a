import type { Samples } from '@bilayer/core'
import { normal } from './normal.ts'
import { beginDrawing, type DrawnOptions } from './options.ts'

/** The curves, as functions of −1 to 1: what there is to find again. */
export const curves = {
  sine: (x: number): number => 0.8 * Math.sin(2 * Math.PI * x),
  steps: (x: number): number => 0.8 * (Math.round(1.5 * x) / 1.5),
  bump: (x: number): number => 1.6 * Math.exp(-12 * x ** 2) - 0.8,
} as const

/** The name of a curve. */
export type CurveName = keyof typeof curves

/** The names of the curves. */
export const curveNames: readonly CurveName[] = ['sine', 'steps', 'bump']

/**
 * Points of a curve at places from −1 to 1, with noise added to their heights: noise of 1 has half of the curve's own deviation. X and Y
 * are count × 1.
 *
 * Throws `ArgumentError` for another name, or options that are none.
 */
export function curveSamples(
  name: CurveName,
  options: DrawnOptions,
): { readonly X: Samples; readonly Y: Samples } {
  const { count, noise, random } = beginDrawing(name, curveNames, options)
  const X = new Float32Array(count)
  const Y = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const x = 2 * random.uniform() - 1
    X[i] = x
    Y[i] = curves[name](x) + NOISE * noise * normal(random)
  }
  return { X: { values: X, count, size: 1 }, Y: { values: Y, count, size: 1 } }
}

/** The deviation of noise of 1: half of a curve's own. */
const NOISE = 0.4
