import type { Kernel } from '../kernel.ts'
import { columnOfA, lineOfA, lineOfB, rowOfB } from './blocks.ts'
import { productKernel } from './finish.ts'
import type { ProductKind } from './kind.ts'

/** Threads of a group along a side of its tile. */
const SIDE = 8
const THREADS = SIDE * SIDE

/** Terms of the sums that are in the memory of a group at a time. */
export const TILE_DEPTH = 16
const DEPTH = TILE_DEPTH

const FOUR = [0, 1, 2, 3]

/** Rows, and columns, of the tile of a result that a group computes: a thread computes 4 × 4 or 8 × 8 of it. */
export type Tile = 32 | 64

/** Groups that keep a graphics processor busy. */
const ENOUGH_GROUPS = 64

/** The larger tile reads each number half as often; where there would be few of them, the smaller keeps more of the device busy. */
export const tileOf = (rows: number, cols: number): Tile =>
  tiledGroups(rows, cols, 64) >= ENOUGH_GROUPS ? 64 : 32

/** The groups that a product takes. */
export const tiledGroups = (rows: number, cols: number, tile: Tile): number =>
  Math.ceil(rows / tile) * Math.ceil(cols / tile)

/**
 * A·B for a graphics processor. A group computes a tile of the result: its threads bring a part of the rows of A and of the columns of
 * B to the memory that they share, and from there each multiplies the rows and columns of its own block, which it keeps in registers.
 */
export function tiledProduct(kind: ProductKind, tile: Tile): Kernel {
  /** Vectors of four rows, or columns, of the tile. */
  const fours = tile / 4
  const blocks = Array.from({ length: tile / (4 * SIDE) }, (_, i) => i)
  const sums = (line: (name: string, i: number, row: number, j: number) => string): string =>
    blocks
      .flatMap((i) => FOUR.flatMap((row) => blocks.map((j) => line(`s${i}_${row}_${j}`, i, row, j))))
      .join('\n  ')

  return productKernel(`tiled ${tile}`, kind, {
    threads: THREADS,
    helpers: `
var<workgroup> tileA: array<vec4f, ${DEPTH * fours}>;
var<workgroup> tileB: array<vec4f, ${DEPTH * fours}>;
`,
    body: `
  let across = (p.cols + ${tile - 1}) / ${tile};
  let top = group / across * ${tile};
  let left = group % across * ${tile};
  let y = thread / ${SIDE};
  let x = thread % ${SIDE};
  ${sums((name) => `var ${name} = vec4f(0.0);`)}
  for (var begin = 0u; begin < p.inner; begin += ${DEPTH}) {
    for (var i = thread; i < ${fours * (DEPTH / 4)}; i += ${THREADS}) {
      ${bringA(kind, fours)}
      ${bringB(kind, fours)}
    }
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}; k++) {
      ${blocks.map((i) => `let a${i} = tileA[k * ${fours} + y + ${SIDE * i}];`).join(' ')}
      ${blocks.map((j) => `let b${j} = tileB[k * ${fours} + x + ${SIDE * j}];`).join(' ')}
      ${sums((name, i, row, j) => `${name} += a${i}[${row}] * b${j};`)}
    }
    workgroupBarrier();
  }
  ${sums((name, i, row, j) => `finish(top + (y + ${SIDE * i}) * 4 + ${row}, left + (x + ${SIDE * j}) * 4, ${name});`)}`,
  })
}

/** Where block `i` lies: threads side by side read what stands together in storage. */
const place = (followsSum: boolean, fours: number): string =>
  followsSum
    ? `let four = i / ${DEPTH / 4}; let k = i % ${DEPTH / 4} * 4;`
    : `let four = i % ${fours}; let k = i / ${fours} * 4;`

function bringA({ a }: ProductKind, fours: number): string {
  const lines = FOUR.map((i) => `let line${i} = ${lineOfA(a, '(top + four * 4)', '(begin + k)', i)};`)
  const writes = FOUR.map((k) => `tileA[(k + ${k}) * ${fours} + four] = ${columnOfA(a, 'line', k)};`)
  return `{ ${place(!a.transposed, fours)} ${lines.join(' ')} ${writes.join(' ')} }`
}

function bringB({ b }: ProductKind, fours: number): string {
  const lines = FOUR.map((i) => `let line${i} = ${lineOfB(b, '(begin + k)', '(left + four * 4)', i)};`)
  const writes = FOUR.map((k) => `tileB[(k + ${k}) * ${fours} + four] = ${rowOfB(b, 'line', k)};`)
  return `{ ${place(b.transposed, fours)} ${lines.join(' ')} ${writes.join(' ')} }`
}
