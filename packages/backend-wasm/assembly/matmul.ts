import { at, FLOAT, LANES, VECTOR } from './simd'
import { multiplyRows, Step, TILE_COLS, TILE_ROWS } from './tile'
import { copyTransposed, transposeBlock, transposeRows } from './transpose'
import { multiplyVector } from './vector'

/*
 * The scheme of K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008): blocks of A stay in
 * the second-level cache while panels of B, eight columns wide, pass through the first. An operand is copied only where that
 * pays: a view, to settle the transpose, and columns of a wide B, which would lie far apart.
 */

/** The largest block of A: rows, and terms of the sum that are added at a time. */
const BLOCK_ROWS: u32 = 240
const BLOCK_INNER: u32 = 512

/** Numbers from one row of a copied block of A to the next: not a power of two, so that rows share no cache lines' places. */
const BLOCK_STRIDE: u32 = BLOCK_INNER + 16

/** B is used in place where few rows of A read it, or where its own rows are so short that they lie close together. */
const FEW_ROWS: u32 = 16
const FEW_COLS: u32 = 64

/** Where a thread's working memory holds panels of B, a tile at the edge of C, and the block of A. */
const EDGE: usize = <usize>(BLOCK_INNER * TILE_COLS) * FLOAT
const BLOCK: usize = EDGE + <usize>(TILE_ROWS * TILE_COLS) * FLOAT

/** Bytes of working memory that each thread hands to `matmul`. */
export function workspaceBytes(): usize {
  return at(BLOCK, BLOCK_ROWS * BLOCK_STRIDE)
}

/**
 * Rows `firstRow` to `lastRow − 1` and columns `firstCol` to `lastCol − 1` of C = A·B + b·1ᵀ, where A is rows × inner and B
 * inner × cols, each stored as its transpose where the flag says so. Without a column b, `bias` is 0. With `relu`, of σ(C).
 */
export function matmul(
  a: usize,
  aTransposed: bool,
  b: usize,
  bTransposed: bool,
  rows: u32,
  inner: u32,
  cols: u32,
  bias: usize,
  relu: bool,
  out: usize,
  firstRow: u32,
  lastRow: u32,
  firstCol: u32,
  lastCol: u32,
  workspace: usize,
): void {
  if (firstRow >= lastRow || firstCol >= lastCol) return
  if (cols == 1 && !aTransposed) {
    return multiplyVector(a, inner, b, bias, FLOAT, relu, out, firstRow, lastRow)
  }
  if (rows == 1 && bTransposed) {
    return multiplyVector(b, inner, a, bias, 0, relu, out, firstCol, lastCol)
  }
  for (let k: u32 = 0; k < inner; k += BLOCK_INNER) {
    const depth = min(BLOCK_INNER, inner - k)
    let step: u32 = k > 0 ? Step.CONTINUE : 0
    if (k + depth == inner) step |= relu ? Step.FINISH | Step.RECTIFY : Step.FINISH
    for (let i = firstRow; i < lastRow; i += BLOCK_ROWS) {
      const height = min(BLOCK_ROWS, lastRow - i)
      let block = at(a, i * inner + k)
      let blockStride = inner
      if (aTransposed) {
        block = workspace + BLOCK
        blockStride = BLOCK_STRIDE
        transposeBlock(at(a, k * rows + i), rows, depth, height, block, blockStride)
      }
      for (let j = firstCol; j < lastCol; ) {
        const width = widthOfPanels(lastCol - j, depth)
        let panels = workspace
        let panelStride = TILE_COLS
        let columnStep = depth
        if (bTransposed) {
          packTransposed(at(b, j * inner + k), inner, depth, width, panels)
        } else if (width < TILE_COLS || (height > FEW_ROWS && cols > FEW_COLS)) {
          pack(at(b, k * cols + j), cols, depth, width, panels)
        } else {
          panels = at(b, k * cols + j)
          panelStride = cols
          columnStep = 1
        }
        const here = at(out, i * cols + j)
        const addend: usize = bias == 0 ? <usize>0 : at(bias, i)
        multiplyPanels(
          block, blockStride, height, panels, panelStride, columnStep, depth, width, here, cols, addend, step,
          workspace + EDGE,
        )
        j += width
      }
    }
  }
}

/**
 * Columns of the next panels of B: as many whole ones as fill the space of one of full depth, so that a row of tiles writes
 * neighbours in C while it has its rows of A at hand; or what is left over.
 */
function widthOfPanels(left: u32, depth: u32): u32 {
  return left < TILE_COLS ? left : min(left & ~(TILE_COLS - 1), (BLOCK_INNER / depth) * TILE_COLS)
}

/** All rows of a block of A times some panels of B, in tiles of nearly equal height. */
function multiplyPanels(
  a: usize,
  aStride: u32,
  height: u32,
  b: usize,
  bStride: u32,
  columnStep: u32,
  inner: u32,
  width: u32,
  c: usize,
  cStride: u32,
  bias: usize,
  step: u32,
  edge: usize,
): void {
  let tiles = (height + TILE_ROWS - 1) / TILE_ROWS
  for (; tiles > 0; tiles--) {
    const rows = (height + tiles - 1) / tiles
    if (width < TILE_COLS) {
      if (step & Step.CONTINUE) copy(c, cStride, edge, TILE_COLS, rows, width)
      multiplyRows(rows, a, aStride, b, bStride, columnStep, inner, edge, TILE_COLS, TILE_COLS, bias, step)
      copy(edge, TILE_COLS, c, cStride, rows, width)
    } else {
      multiplyRows(rows, a, aStride, b, bStride, columnStep, inner, c, cStride, width, bias, step)
    }
    height -= rows
    a = at(a, rows * aStride)
    c = at(c, rows * cStride)
    if (bias != 0) bias = at(bias, rows)
  }
}

function copy(source: usize, sourceStride: u32, target: usize, targetStride: u32, rows: u32, cols: u32): void {
  for (let i: u32 = 0; i < rows; i++) {
    for (let j: u32 = 0; j < cols; j++) {
      store<f32>(at(target, i * targetStride + j), load<f32>(at(source, i * sourceStride + j)))
    }
  }
}

/** Copies columns of a row-major B into panels of eight, one after another; zeros stand for columns that a panel has not. */
function pack(source: usize, stride: u32, depth: u32, width: u32, panels: usize): void {
  if (width < TILE_COLS) {
    memory.fill(panels, 0, at(0, depth * TILE_COLS))
    copy(source, stride, panels, TILE_COLS, depth, width)
    return
  }
  const next = at(0, stride)
  let panel = panels
  for (let j: u32 = 0; j < width; j += TILE_COLS) {
    let from = at(source, j)
    const end = at(panel, depth * TILE_COLS)
    for (; panel < end; panel += 2 * VECTOR) {
      v128.store(panel, v128.load(from))
      v128.store(panel, v128.load(from, VECTOR), VECTOR)
      from += next
    }
  }
}

/** As `pack`, of a B that is stored as its transpose, column after column. */
function packTransposed(source: usize, stride: u32, depth: u32, width: u32, panels: usize): void {
  if (width < TILE_COLS) {
    memory.fill(panels, 0, at(0, depth * TILE_COLS))
    return transposeBlock(source, stride, width, depth, panels, TILE_COLS)
  }
  const tiled = depth & ~(LANES - 1)
  for (let j: u32 = 0; j < width; j += TILE_COLS) {
    const from = at(source, j * stride)
    const panel = at(panels, j * depth)
    transposeRows(2, from, stride, tiled, panel, TILE_COLS)
    copyTransposed(from, stride, 0, TILE_COLS, tiled, depth, panel, TILE_COLS)
  }
}
