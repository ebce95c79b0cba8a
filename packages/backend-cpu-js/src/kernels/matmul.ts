import type { Operand } from '@bilayer/core'

/** Rows and columns of the tile of C that is kept in local variables while the sum runs: 16 sums, the fastest of nine shapes measured. */
const TILE = 4

/** Columns of B that are packed at a time, so that they stay in the cache while all rows of A pass. */
const BLOCK = 128

/** Numbers that the packed columns may be, unless one tile's are more: of long sums, fewer columns are packed at a time. */
const LARGEST_PANELS = 2 ** 23

/** Computes rows `begin` to `end − 1` of C = A·B into `out`, the whole of C. Either operand may be a transposed view. */
export type Matmul = (
  a: Operand<Float32Array>,
  b: Operand<Float32Array>,
  out: Float32Array,
  begin: number,
  end: number,
) => void

/**
 * A matrix product with working memory of its own; each thread makes one.
 *
 * Four rows of A and the columns of B are packed, as float64, in the order in which the innermost loop reads them, which
 * also settles transposes. Each element is summed in float64, first to last, whatever rows are asked for: any split of
 * the rows gives the same bits. (The packing follows K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix
 * Multiplication, 2008.)
 */
export function createMatmul(): Matmul {
  const tile = new Float64Array(TILE * TILE)
  let rowPanel = new Float64Array()
  let columnPanels = new Float64Array()

  return (a, b, out, begin, end) => {
    const inner = a.cols
    const tiles = Math.max(Math.floor(LARGEST_PANELS / (TILE * inner)), 1)
    const block = Math.min(tiles * TILE, BLOCK)
    rowPanel = atLeast(rowPanel, TILE * inner)
    columnPanels = atLeast(columnPanels, inner * tiled(Math.min(b.cols, block)))
    for (let left = 0; left < b.cols; left += block) {
      const right = Math.min(left + block, b.cols)
      for (let j = left; j < right; j += TILE) {
        pack(b, !b.transposed, j, right, columnPanels, (j - left) * inner)
      }
      for (let i = begin; i < end; i += TILE) {
        pack(a, a.transposed, i, end, rowPanel, 0)
        for (let j = left; j < right; j += TILE) {
          multiplyTile(rowPanel, columnPanels, (j - left) * inner, inner, tile)
          storeTile(tile, out, b.cols, i, end, j, right)
        }
      }
    }
  }
}

/**
 * Packs four vectors of an operand, rows of A or columns of B, side by side: element k of vector r at `4k + r`.
 * Vectors from `limit` on do not exist; zeros stand for them.
 */
function pack(
  { storage, rows, cols, transposed }: Operand<Float32Array>,
  adjacent: boolean,
  first: number,
  limit: number,
  panel: Float64Array,
  offset: number,
): void {
  const vectors = adjacent === transposed ? rows : cols
  const length = adjacent === transposed ? cols : rows
  for (let r = 0; r < TILE; r++) {
    const vector = first + r
    let source = adjacent ? vector : vector * length
    const stride = adjacent ? vectors : 1
    const exists = vector < limit
    for (let target = offset + r; target < offset + TILE * length; target += TILE) {
      panel[target] = exists ? storage[source] : 0
      source += stride
    }
  }
}

/** The 4 × 4 products of four packed rows and four packed columns. */
function multiplyTile(
  rows: Float64Array,
  columns: Float64Array,
  offset: number,
  inner: number,
  tile: Float64Array,
): void {
  let c00 = 0
  let c01 = 0
  let c02 = 0
  let c03 = 0
  let c10 = 0
  let c11 = 0
  let c12 = 0
  let c13 = 0
  let c20 = 0
  let c21 = 0
  let c22 = 0
  let c23 = 0
  let c30 = 0
  let c31 = 0
  let c32 = 0
  let c33 = 0
  for (let i = 0, j = offset; i < TILE * inner; i += TILE, j += TILE) {
    const b0 = columns[j]
    const b1 = columns[j + 1]
    const b2 = columns[j + 2]
    const b3 = columns[j + 3]
    const a0 = rows[i]
    c00 += a0 * b0
    c01 += a0 * b1
    c02 += a0 * b2
    c03 += a0 * b3
    const a1 = rows[i + 1]
    c10 += a1 * b0
    c11 += a1 * b1
    c12 += a1 * b2
    c13 += a1 * b3
    const a2 = rows[i + 2]
    c20 += a2 * b0
    c21 += a2 * b1
    c22 += a2 * b2
    c23 += a2 * b3
    const a3 = rows[i + 3]
    c30 += a3 * b0
    c31 += a3 * b1
    c32 += a3 * b2
    c33 += a3 * b3
  }
  tile[0] = c00
  tile[1] = c01
  tile[2] = c02
  tile[3] = c03
  tile[4] = c10
  tile[5] = c11
  tile[6] = c12
  tile[7] = c13
  tile[8] = c20
  tile[9] = c21
  tile[10] = c22
  tile[11] = c23
  tile[12] = c30
  tile[13] = c31
  tile[14] = c32
  tile[15] = c33
}

/** Writes what of a tile lies inside C, rounding to float32. */
function storeTile(
  tile: Float64Array,
  out: Float32Array,
  cols: number,
  i: number,
  end: number,
  j: number,
  right: number,
): void {
  const height = Math.min(TILE, end - i)
  const width = Math.min(TILE, right - j)
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) out[(i + r) * cols + j + c] = tile[r * TILE + c]
  }
}

/** A length that whole tiles fill. */
const tiled = (length: number): number => Math.ceil(length / TILE) * TILE

const atLeast = (memory: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> =>
  memory.length < length ? new Float64Array(length) : memory
