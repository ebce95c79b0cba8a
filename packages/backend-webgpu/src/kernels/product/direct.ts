import type { Kernel } from '../kernel.ts'
import { lineOfA, lineOfB, rowOfA, rowOfB } from './blocks.ts'
import { productKernel } from './finish.ts'
import type { ProductKind } from './kind.ts'

/** Threads of a group. */
const THREADS = 32

/** Threads side by side, which compute the same rows. */
const QUARTET = 4

/** Columns that four threads compute together, four each. */
const COLS = 4 * QUARTET

/** Terms of a sum that are computed at a time. */
export const DIRECT_DEPTH = 4

const FOUR = [0, 1, 2, 3]

/** Blocks of four rows that a thread computes: the more, the fewer numbers are read for each multiplication. */
export type RowBlocks = 1 | 2 | 4

export const rowBlocksOf = (rows: number): RowBlocks => (rows <= 4 ? 1 : rows <= 8 ? 2 : 4)

/** The groups that a product takes. */
export const directGroups = (rows: number, cols: number, rowBlocks: RowBlocks): number =>
  Math.ceil((Math.ceil(rows / (4 * rowBlocks)) * Math.ceil(cols / COLS) * QUARTET) / THREADS)

/**
 * A·B for a program in place of a graphics processor. All memory is alike to it, and to wait for other threads is dear: so every
 * thread reads for itself what it needs, but that of four that run as one, each reads a fourth of A and tells the others.
 */
export function directProduct(kind: ProductKind, rowBlocks: RowBlocks, hasQuartets: boolean): Kernel {
  const blocks = Array.from({ length: rowBlocks }, (_, i) => i)
  const sums = blocks.flatMap((block) => FOUR.map((i) => ({ name: `s${block}_${i}`, row: 4 * block + i })))
  return productKernel(`direct ${rowBlocks}`, kind, {
    threads: THREADS,
    extensions: hasQuartets ? ['subgroups'] : [],
    body: `
  let quartet = group * ${THREADS / QUARTET} + thread / ${QUARTET};
  let lane = thread % ${QUARTET};
  let across = (p.cols + ${COLS - 1}) / ${COLS};
  let row = quartet / across * ${4 * rowBlocks};
  let col = quartet % across * ${COLS} + lane * 4;
  ${sums.map(({ name }) => `var ${name} = vec4f(0.0);`).join('\n  ')}
  for (var k = 0u; k < p.inner; k += ${DIRECT_DEPTH}) {
    ${FOUR.map((i) => `let b${i} = ${lineOfB(kind.b, 'k', 'col', i)};`).join('\n    ')}
    let b = mat4x4f(${FOUR.map((k) => rowOfB(kind.b, 'b', k)).join(', ')});
    ${blocks.map((block) => `{ ${addBlock(kind, hasQuartets, block)} }`).join('\n    ')}
  }
  var sums = array(${sums.map(({ name }) => name).join(', ')});
  for (var i = 0u; i < ${sums.length}; i++) { finish(row + i, col, sums[i]); }`,
  })
}

/** Adds a block of four rows of A, times the block of B, to its sums. */
function addBlock({ a }: ProductKind, hasQuartets: boolean, block: number): string {
  const rows = `(row + ${4 * block})`
  const lines = hasQuartets
    ? [
        `let line = ${lineOfA(a, rows, 'k', 'lane')};`,
        ...FOUR.map((i) => `let a${i} = subgroupBroadcast(line, ${i}u);`),
      ]
    : FOUR.map((i) => `let a${i} = ${lineOfA(a, rows, 'k', i)};`)
  return [...lines, ...FOUR.map((i) => `s${block}_${i} += b * ${rowOfA(a, 'a', i)};`)].join(' ')
}
