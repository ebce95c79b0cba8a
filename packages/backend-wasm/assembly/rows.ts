import { at, horizontalSum, LANES, loadLanes, storeLanes, VECTOR } from './simd'

/* Each kernel computes rows `begin` to `end − 1` of its output. */

/** A + b·1ᵀ, for A of `cols` columns. */
export function addColumn(a: usize, b: usize, cols: u32, out: usize, begin: u32, end: u32): void {
  for (let row = begin; row < end; row++) {
    const addend = v128.load32_splat(at(b, row))
    const from = at(a, row * cols)
    const to = at(out, row * cols)
    let j: u32 = 0
    for (; j + LANES <= cols; j += LANES) v128.store(at(to, j), f32x4.add(v128.load(at(from, j)), addend))
    for (; j < cols; j++) storeLanes(at(to, j), f32x4.add(loadLanes(at(from, j), 1), addend), 1)
  }
}

/** The sum of each row of A, which has `cols` columns: always added up in the same order, sixteen sums side by side. */
export function colsum(a: usize, cols: u32, out: usize, begin: u32, end: u32): void {
  for (let row = begin; row < end; row++) {
    const from = at(a, row * cols)
    let s0 = f32x4.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    let j: u32 = 0
    for (; j + 4 * LANES <= cols; j += 4 * LANES) {
      const here = at(from, j)
      s0 = f32x4.add(s0, v128.load(here))
      s1 = f32x4.add(s1, v128.load(here, VECTOR))
      s2 = f32x4.add(s2, v128.load(here, 2 * VECTOR))
      s3 = f32x4.add(s3, v128.load(here, 3 * VECTOR))
    }
    let sum = horizontalSum(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
    for (; j < cols; j++) sum += load<f32>(at(from, j))
    store<f32>(at(out, row), sum)
  }
}

/** The rows of A, which has `cols` columns, that the indices name, in their order. */
export function gatherRows(
  a: usize,
  cols: u32,
  indices: usize,
  out: usize,
  begin: u32,
  end: u32,
): void {
  for (let row = begin; row < end; row++) {
    memory.copy(at(out, row * cols), at(a, load<u32>(at(indices, row)) * cols), at(0, cols))
  }
}
