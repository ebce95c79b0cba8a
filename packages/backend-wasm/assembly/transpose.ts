import { at, LANES, VECTOR } from './simd'

/** Rows `begin` to `end − 1` of Aᵀ, for A of rows × cols. */
export function transpose(a: usize, rows: u32, cols: u32, out: usize, begin: u32, end: u32): void {
  transposeBlock(at(a, begin), cols, rows, end - begin, at(out, begin * rows), rows)
}

/**
 * Writes the transpose of a rows × cols block, target(j, i) = source(i, j). The strides are the numbers from one row of the
 * whole matrix to the next. Eight rows at a time, so that half a cache line is written at once; what is left over one by one.
 */
export function transposeBlock(
  source: usize,
  sourceStride: u32,
  rows: u32,
  cols: u32,
  target: usize,
  targetStride: u32,
): void {
  const tiledCols = cols & ~(LANES - 1)
  let i: u32 = 0
  for (; i + 2 * LANES <= rows; i += 2 * LANES) {
    transposeRows(2, at(source, i * sourceStride), sourceStride, tiledCols, at(target, i), targetStride)
  }
  for (; i + LANES <= rows; i += LANES) {
    transposeRows(1, at(source, i * sourceStride), sourceStride, tiledCols, at(target, i), targetStride)
  }
  copyTransposed(source, sourceStride, i, rows, 0, tiledCols, target, targetStride)
  copyTransposed(source, sourceStride, 0, rows, tiledCols, cols, target, targetStride)
}

/** Four rows, or where `tiles` is 2, eight; of the columns a multiple of four. Inlined, so that a stride may be a constant. */
@inline
export function transposeRows(
  tiles: u32,
  source: usize,
  sourceStride: u32,
  cols: u32,
  target: usize,
  targetStride: u32,
): void {
  const end = at(source, cols)
  let lower = at(source, LANES * sourceStride)
  for (; source < end; source += VECTOR) {
    transposeTile(source, sourceStride, target, targetStride)
    if (tiles == 2) {
      transposeTile(lower, sourceStride, target + VECTOR, targetStride)
      lower += VECTOR
    }
    target = at(target, LANES * targetStride)
  }
}

@inline
function transposeTile(from: usize, sourceStride: u32, to: usize, targetStride: u32): void {
  const a = v128.load(from)
  const b = v128.load(at(from, sourceStride))
  const c = v128.load(at(from, 2 * sourceStride))
  const d = v128.load(at(from, 3 * sourceStride))
  const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5)
  const ab2 = i32x4.shuffle(a, b, 2, 6, 3, 7)
  const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5)
  const cd2 = i32x4.shuffle(c, d, 2, 6, 3, 7)
  v128.store(to, i32x4.shuffle(ab0, cd0, 0, 1, 4, 5))
  v128.store(at(to, targetStride), i32x4.shuffle(ab0, cd0, 2, 3, 6, 7))
  v128.store(at(to, 2 * targetStride), i32x4.shuffle(ab2, cd2, 0, 1, 4, 5))
  v128.store(at(to, 3 * targetStride), i32x4.shuffle(ab2, cd2, 2, 3, 6, 7))
}

/** Number by number. */
export function copyTransposed(
  source: usize,
  sourceStride: u32,
  firstRow: u32,
  rows: u32,
  firstCol: u32,
  cols: u32,
  target: usize,
  targetStride: u32,
): void {
  for (let j = firstCol; j < cols; j++) {
    for (let i = firstRow; i < rows; i++) {
      store<f32>(at(target, j * targetStride + i), load<f32>(at(source, i * sourceStride + j)))
    }
  }
}
