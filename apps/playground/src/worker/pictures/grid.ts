import type { Samples } from 'bilayer'
import type { Run } from '../run.ts'
import { windowOf } from './plane-window.ts'

/** The places of a plane, or along a curve, where a network is asked. */
export interface Grid {
  readonly X: Samples
  readonly width: number
  /** 1 along a curve. */
  readonly height: number
}

/** The widths of grids that are tried, the finest first. */
const SIDES = [64, 48, 32, 24, 16]

/** The places along a curve. */
const CURVE_WIDTH = 128

/** So many multiply-adds a picture may take: some milliseconds on the slowest backend. */
const MOST_WORK = 4e7

/** The grid of a run whose samples lie in a plane or along a curve, row by row from the top; as fine as its network allows. */
export function gridOf({ problem, layers }: Run): Grid {
  const { left, right, bottom, top } = windowOf(problem)
  if (problem.kind === 'curve') {
    const values = Float32Array.from({ length: CURVE_WIDTH }, (_, i) => place(left, right, i, CURVE_WIDTH))
    return { X: { values, count: CURVE_WIDTH, size: 1 }, width: CURVE_WIDTH, height: 1 }
  }
  const weights = layers.slice(1).reduce((sum, outputs, l) => sum + outputs * layers[l], 0)
  const side = SIDES.find((each) => each ** 2 * weights <= MOST_WORK) ?? SIDES[SIDES.length - 1]
  const values = new Float32Array(2 * side ** 2)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      values[2 * (row * side + column)] = place(left, right, column, side)
      values[2 * (row * side + column) + 1] = place(top, bottom, row, side)
    }
  }
  return { X: { values, count: side ** 2, size: 2 }, width: side, height: side }
}

/** The middle of the i-th of `count` equal parts of a range. */
const place = (from: number, to: number, i: number, count: number): number =>
  from + ((to - from) * (i + 0.5)) / count
