import { exponentialOfNegative } from './functions'
import { at, LANES, loadLanes, storeLanes } from './simd'

/** Columns `begin` to `end − 1` of the softmax of Z, rows × cols: each column's exponentials over their sum. */
export function softmax(z: usize, rows: u32, cols: u32, out: usize, begin: u32, end: u32): void {
  let j = begin
  for (; j + LANES <= end; j += LANES) softmaxLanes(at(z, j), rows, cols, at(out, j), LANES)
  for (; j < end; j++) softmaxLanes(at(z, j), rows, cols, at(out, j), 1)
}

@inline
function softmaxLanes(z: usize, rows: u32, cols: u32, out: usize, lanes: u32): void {
  let largest = f32x4.splat(-Infinity)
  for (let i: u32 = 0; i < rows; i++) largest = f32x4.max(largest, loadLanes(at(z, i * cols), lanes))
  let total = f32x4.splat(0)
  for (let i: u32 = 0; i < rows; i++) {
    const e = exponentialOfNegative(f32x4.sub(loadLanes(at(z, i * cols), lanes), largest))
    total = f32x4.add(total, e)
    storeLanes(at(out, i * cols), e, lanes)
  }
  for (let i: u32 = 0; i < rows; i++) {
    const here = at(out, i * cols)
    storeLanes(here, f32x4.div(loadLanes(here, lanes), total), lanes)
  }
}
