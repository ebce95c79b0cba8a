import { at, LANES, VECTOR } from './simd'

/** Rows `begin` to `end − 1` of Aᵀ, for A of rows × cols. */
export function transpose(a: usize, rows: u32, cols: u32, out: usize, begin: u32, end: u32): void {
  transposeBlock(at(a, begin), cols, rows, end - begin, at(out, begin * rows), rows)
}

/**
 * Writes the transpose of a rows × cols block, target(j, i) = source(i, j). The strides are the numbers from one row of the
 * whole matrix to the next. Four by four, and what is left over one by one.
 */
export function transposeBlock(
  source: usize,
  sourceStride: u32,
  rows: u32,
  cols: u32,
  target: usize,
  targetStride: u32,
): void {
  const tiledRows = rows & ~(LANES - 1)
  const tiledCols = cols & ~(LANES - 1)
  for (let i: u32 = 0; i < tiledRows; i += LANES) {
    let from = at(source, i * sourceStride)
    let to = at(target, i)
    for (let j: u32 = 0; j < tiledCols; j += LANES) {
      transposeTile(from, sourceStride, to, targetStride)
      from += VECTOR
      to = at(to, LANES * targetStride)
    }
  }
  copyTransposed(source, sourceStride, tiledRows, rows, 0, tiledCols, target, targetStride)
  copyTransposed(source, sourceStride, 0, rows, tiledCols, cols, target, targetStride)
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

function copyTransposed(
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
