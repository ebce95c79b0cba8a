import type { Kernel } from '../kernel.ts'
import { elementOfA, lineOfA, lineOfB, rowOfB } from './blocks.ts'
import { productKernel } from './finish.ts'
import type { ProductKind } from './kind.ts'

/** Threads of a group. */
const THREADS = 32

/** Terms of a sum that are computed at a time. */
export const DIRECT_DEPTH = 4

/** Threads side by side, which compute the same rows. */
const QUARTET = 4

/** Blocks of four rows that a thread computes, of four columns. */
const ROW_BLOCKS = 2

const FOUR = [0, 1, 2, 3]
const BLOCKS = Array.from({ length: ROW_BLOCKS }, (_, i) => i)

/** Rows and columns that four threads compute together. */
const ROWS = 4 * ROW_BLOCKS
const COLS = 4 * QUARTET

/** The groups that a product takes. */
export const directGroups = (rows: number, cols: number): number =>
  Math.ceil((Math.ceil(rows / ROWS) * Math.ceil(cols / COLS) * QUARTET) / THREADS)

/**
 * A·B for a program in place of a graphics processor. All memory is alike to it, and to wait for other threads is dear: so every
 * thread reads for itself what it needs, but that of four that run as one, each reads a fourth of A and tells the others.
 */
export const directProduct = (kind: ProductKind, hasQuartets: boolean): Kernel =>
  productKernel('direct', kind, {
    threads: THREADS,
    extensions: hasQuartets ? ['subgroups'] : [],
    body: `
  let quartet = group * ${THREADS / QUARTET} + thread / ${QUARTET};
  let lane = thread % ${QUARTET};
  let across = (p.cols + ${COLS - 1}) / ${COLS};
  let row = quartet / across * ${ROWS};
  let col = quartet % across * ${COLS} + lane * 4;
  ${sums((name) => `var ${name} = vec4f(0.0);`)}
  for (var k = 0u; k < p.inner; k += ${DIRECT_DEPTH}) {
    ${FOUR.map((i) => `let b${i} = ${lineOfB(kind.b, 'k', 'col', i)};`).join('\n    ')}
    ${BLOCKS.map((block) => `{ ${addBlock(kind, hasQuartets, block)} }`).join('\n    ')}
  }
  ${sums((name, row) => `finish(row + ${row}, col, ${name});`)}`,
  })

/** A line for the sums of each row. */
const sums = (line: (name: string, row: number) => string): string =>
  BLOCKS.flatMap((block) => FOUR.map((i) => line(`s${block}_${i}`, 4 * block + i))).join('\n  ')

/** Adds a block of four rows of A, times the block of B, to its sums. */
function addBlock({ a, b }: ProductKind, hasQuartets: boolean, block: number): string {
  const rows = `(row + ${4 * block})`
  const lines = hasQuartets
    ? [
        `let line = ${lineOfA(a, rows, 'k', 'lane')};`,
        ...FOUR.map((i) => `let a${i} = subgroupBroadcast(line, ${i}u);`),
      ]
    : FOUR.map((i) => `let a${i} = ${lineOfA(a, rows, 'k', i)};`)
  const adding = FOUR.map((i) => {
    const terms = FOUR.map((k) => `${elementOfA(a, 'a', i, k)} * ${rowOfB(b, 'b', k)}`)
    return `s${block}_${i} += ${terms.join(' + ')};`
  })
  return [...lines, ...adding].join(' ')
}
