import type { Random } from 'bilayer'
import { normal } from './normal.ts'

/** The names of the curves. */
export type CurveName = 'sine' | 'steps' | 'bump'

/** What there is to find again, from −1 to 1. */
export const curves: Record<CurveName, (x: number) => number> = {
  sine: (x) => 0.8 * Math.sin(2 * Math.PI * x),
  steps: (x) => 0.8 * (Math.round(1.5 * x) / 1.5),
  bump: (x) => 1.6 * Math.exp(-12 * x ** 2) - 0.8,
}

/** Points of a curve, with noise added to their heights. */
export function curvePoints(
  name: CurveName,
  count: number,
  noise: number,
  random: Random,
): { readonly x: number; readonly y: number }[] {
  return Array.from({ length: count }, () => {
    const x = 2 * random.uniform() - 1
    return { x, y: curves[name](x) + NOISE * noise * normal(random) }
  })
}

/** The deviation of noise of 1: half of a curve's own. */
const NOISE = 0.4
