import { at, FLOAT, multiplyAdd, rectified, VECTOR } from './simd'

/** Rows and columns of C whose sums stay in registers: 12 of the 16 vector registers that every processor has. */
export const TILE_ROWS: u32 = 6
export const TILE_COLS: u32 = 8

/** Where the sums of a tile start, and what is done with them in the end: a sum of these bits. */
export namespace Step {
  /** They go on from what C holds. Without this they start at 0. */
  export const CONTINUE: u32 = 1
  /** b is added, unless its address is 0. */
  export const FINISH: u32 = 2
  /** Negative ones become 0. */
  export const RECTIFY: u32 = 4
}

/**
 * C ← A·B for `rows` rows of A, 1 to 6, and `width` columns of B, a multiple of 8; strides are counted in numbers. From a column
 * of B to the next are `columnStep` numbers, counted over whole panels. Each element is one chain of multiply-adds in the order
 * of the sum, so its bits depend on its row of A and its column of B alone.
 */
export function multiplyRows(
  rows: u32,
  a: usize,
  aStride: u32,
  b: usize,
  bStride: u32,
  columnStep: u32,
  inner: u32,
  c: usize,
  cStride: u32,
  width: u32,
  bias: usize,
  step: u32,
): void {
  switch (rows) {
    case 1:
      return multiply1(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    case 2:
      return multiply2(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    case 3:
      return multiply3(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    case 4:
      return multiply4(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    case 5:
      return multiply5(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    default:
      return multiply6(a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
  }
}

/**
 * Compiled once for each number of rows; what fewer rows do not need falls away. `l` and `r` are the left and the right half of
 * each row of a tile of C.
 */
@inline
function multiply(
  rows: u32,
  a: usize,
  aStride: u32,
  b: usize,
  bStride: u32,
  columnStep: u32,
  inner: u32,
  c: usize,
  cStride: u32,
  width: u32,
  bias: usize,
  step: u32,
): void {
  const a0 = a
  const a1 = at(a, 1 * aStride)
  const a2 = at(a, 2 * aStride)
  const a3 = at(a, 3 * aStride)
  const a4 = at(a, 4 * aStride)
  const a5 = at(a, 5 * aStride)
  const end = at(0, inner)
  const next = at(0, bStride)
  let panel = b
  for (let j: u32 = 0; j < width; j += TILE_COLS) {
    const c0 = at(c, j)
    const c1 = at(c0, 1 * cStride)
    const c2 = at(c0, 2 * cStride)
    const c3 = at(c0, 3 * cStride)
    const c4 = at(c0, 4 * cStride)
    const c5 = at(c0, 5 * cStride)
    let l0 = f32x4.splat(0), l1 = f32x4.splat(0), l2 = f32x4.splat(0)
    let l3 = f32x4.splat(0), l4 = f32x4.splat(0), l5 = f32x4.splat(0)
    let r0 = f32x4.splat(0), r1 = f32x4.splat(0), r2 = f32x4.splat(0)
    let r3 = f32x4.splat(0), r4 = f32x4.splat(0), r5 = f32x4.splat(0)

    if (step & Step.CONTINUE) {
      if (rows > 0) { l0 = v128.load(c0); r0 = v128.load(c0, VECTOR) }
      if (rows > 1) { l1 = v128.load(c1); r1 = v128.load(c1, VECTOR) }
      if (rows > 2) { l2 = v128.load(c2); r2 = v128.load(c2, VECTOR) }
      if (rows > 3) { l3 = v128.load(c3); r3 = v128.load(c3, VECTOR) }
      if (rows > 4) { l4 = v128.load(c4); r4 = v128.load(c4, VECTOR) }
      if (rows > 5) { l5 = v128.load(c5); r5 = v128.load(c5, VECTOR) }
    }

    let b = panel
    panel = at(panel, TILE_COLS * columnStep)
    let left: v128, right: v128, x: v128
    let k: usize = 0
    // Four terms at a time share their addresses. Engines do so by themselves where the loop is smaller.
    if (rows > 4) {
      for (; k + 3 * FLOAT < end; k += 4 * FLOAT) {
        left = v128.load(b); right = v128.load(b, VECTOR); b += next
        x = v128.load32_splat(a0 + k); l0 = multiplyAdd(x, left, l0); r0 = multiplyAdd(x, right, r0)
        x = v128.load32_splat(a1 + k); l1 = multiplyAdd(x, left, l1); r1 = multiplyAdd(x, right, r1)
        x = v128.load32_splat(a2 + k); l2 = multiplyAdd(x, left, l2); r2 = multiplyAdd(x, right, r2)
        x = v128.load32_splat(a3 + k); l3 = multiplyAdd(x, left, l3); r3 = multiplyAdd(x, right, r3)
        x = v128.load32_splat(a4 + k); l4 = multiplyAdd(x, left, l4); r4 = multiplyAdd(x, right, r4)
        if (rows > 5) { x = v128.load32_splat(a5 + k); l5 = multiplyAdd(x, left, l5); r5 = multiplyAdd(x, right, r5) }
        left = v128.load(b); right = v128.load(b, VECTOR); b += next
        x = v128.load32_splat(a0 + k, 1 * FLOAT); l0 = multiplyAdd(x, left, l0); r0 = multiplyAdd(x, right, r0)
        x = v128.load32_splat(a1 + k, 1 * FLOAT); l1 = multiplyAdd(x, left, l1); r1 = multiplyAdd(x, right, r1)
        x = v128.load32_splat(a2 + k, 1 * FLOAT); l2 = multiplyAdd(x, left, l2); r2 = multiplyAdd(x, right, r2)
        x = v128.load32_splat(a3 + k, 1 * FLOAT); l3 = multiplyAdd(x, left, l3); r3 = multiplyAdd(x, right, r3)
        x = v128.load32_splat(a4 + k, 1 * FLOAT); l4 = multiplyAdd(x, left, l4); r4 = multiplyAdd(x, right, r4)
        if (rows > 5) { x = v128.load32_splat(a5 + k, 1 * FLOAT); l5 = multiplyAdd(x, left, l5); r5 = multiplyAdd(x, right, r5) }
        left = v128.load(b); right = v128.load(b, VECTOR); b += next
        x = v128.load32_splat(a0 + k, 2 * FLOAT); l0 = multiplyAdd(x, left, l0); r0 = multiplyAdd(x, right, r0)
        x = v128.load32_splat(a1 + k, 2 * FLOAT); l1 = multiplyAdd(x, left, l1); r1 = multiplyAdd(x, right, r1)
        x = v128.load32_splat(a2 + k, 2 * FLOAT); l2 = multiplyAdd(x, left, l2); r2 = multiplyAdd(x, right, r2)
        x = v128.load32_splat(a3 + k, 2 * FLOAT); l3 = multiplyAdd(x, left, l3); r3 = multiplyAdd(x, right, r3)
        x = v128.load32_splat(a4 + k, 2 * FLOAT); l4 = multiplyAdd(x, left, l4); r4 = multiplyAdd(x, right, r4)
        if (rows > 5) { x = v128.load32_splat(a5 + k, 2 * FLOAT); l5 = multiplyAdd(x, left, l5); r5 = multiplyAdd(x, right, r5) }
        left = v128.load(b); right = v128.load(b, VECTOR); b += next
        x = v128.load32_splat(a0 + k, 3 * FLOAT); l0 = multiplyAdd(x, left, l0); r0 = multiplyAdd(x, right, r0)
        x = v128.load32_splat(a1 + k, 3 * FLOAT); l1 = multiplyAdd(x, left, l1); r1 = multiplyAdd(x, right, r1)
        x = v128.load32_splat(a2 + k, 3 * FLOAT); l2 = multiplyAdd(x, left, l2); r2 = multiplyAdd(x, right, r2)
        x = v128.load32_splat(a3 + k, 3 * FLOAT); l3 = multiplyAdd(x, left, l3); r3 = multiplyAdd(x, right, r3)
        x = v128.load32_splat(a4 + k, 3 * FLOAT); l4 = multiplyAdd(x, left, l4); r4 = multiplyAdd(x, right, r4)
        if (rows > 5) { x = v128.load32_splat(a5 + k, 3 * FLOAT); l5 = multiplyAdd(x, left, l5); r5 = multiplyAdd(x, right, r5) }
      }
    }
    for (; k < end; k += FLOAT) {
      left = v128.load(b); right = v128.load(b, VECTOR); b += next
      if (rows > 0) { x = v128.load32_splat(a0 + k); l0 = multiplyAdd(x, left, l0); r0 = multiplyAdd(x, right, r0) }
      if (rows > 1) { x = v128.load32_splat(a1 + k); l1 = multiplyAdd(x, left, l1); r1 = multiplyAdd(x, right, r1) }
      if (rows > 2) { x = v128.load32_splat(a2 + k); l2 = multiplyAdd(x, left, l2); r2 = multiplyAdd(x, right, r2) }
      if (rows > 3) { x = v128.load32_splat(a3 + k); l3 = multiplyAdd(x, left, l3); r3 = multiplyAdd(x, right, r3) }
      if (rows > 4) { x = v128.load32_splat(a4 + k); l4 = multiplyAdd(x, left, l4); r4 = multiplyAdd(x, right, r4) }
      if (rows > 5) { x = v128.load32_splat(a5 + k); l5 = multiplyAdd(x, left, l5); r5 = multiplyAdd(x, right, r5) }
    }

    if (step & Step.FINISH && bias != 0) {
      if (rows > 0) { x = v128.load32_splat(bias, 0 * FLOAT); l0 = f32x4.add(l0, x); r0 = f32x4.add(r0, x) }
      if (rows > 1) { x = v128.load32_splat(bias, 1 * FLOAT); l1 = f32x4.add(l1, x); r1 = f32x4.add(r1, x) }
      if (rows > 2) { x = v128.load32_splat(bias, 2 * FLOAT); l2 = f32x4.add(l2, x); r2 = f32x4.add(r2, x) }
      if (rows > 3) { x = v128.load32_splat(bias, 3 * FLOAT); l3 = f32x4.add(l3, x); r3 = f32x4.add(r3, x) }
      if (rows > 4) { x = v128.load32_splat(bias, 4 * FLOAT); l4 = f32x4.add(l4, x); r4 = f32x4.add(r4, x) }
      if (rows > 5) { x = v128.load32_splat(bias, 5 * FLOAT); l5 = f32x4.add(l5, x); r5 = f32x4.add(r5, x) }
    }
    if (step & Step.RECTIFY) {
      if (rows > 0) { l0 = rectified(l0); r0 = rectified(r0) }
      if (rows > 1) { l1 = rectified(l1); r1 = rectified(r1) }
      if (rows > 2) { l2 = rectified(l2); r2 = rectified(r2) }
      if (rows > 3) { l3 = rectified(l3); r3 = rectified(r3) }
      if (rows > 4) { l4 = rectified(l4); r4 = rectified(r4) }
      if (rows > 5) { l5 = rectified(l5); r5 = rectified(r5) }
    }

    if (rows > 0) { v128.store(c0, l0); v128.store(c0, r0, VECTOR) }
    if (rows > 1) { v128.store(c1, l1); v128.store(c1, r1, VECTOR) }
    if (rows > 2) { v128.store(c2, l2); v128.store(c2, r2, VECTOR) }
    if (rows > 3) { v128.store(c3, l3); v128.store(c3, r3, VECTOR) }
    if (rows > 4) { v128.store(c4, l4); v128.store(c4, r4, VECTOR) }
    if (rows > 5) { v128.store(c5, l5); v128.store(c5, r5, VECTOR) }
  }
}

function multiply1(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(1, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}

function multiply2(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(2, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}

function multiply3(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(3, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}

function multiply4(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(4, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}

function multiply5(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(5, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}

function multiply6(a: usize, aStride: u32, b: usize, bStride: u32, columnStep: u32, inner: u32, c: usize, cStride: u32, width: u32, bias: usize, step: u32): void {
  multiply(6, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
}
