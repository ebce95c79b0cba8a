import type { FactorKind, ProductKind } from './kind.ts'

/*
 * Factors are read in blocks of 4 × 4: four lines of four elements that stand together in storage. Through a view, rows and columns
 * change places. Elements beyond the sum are read as zeros; those of rows or columns beyond the matrix are anything, and go into
 * nothing but results that are not written.
 */

/** Functions that read a line of A and of B: `outer` is its number, `along` the first place in it. */
export const lineReaders = ({ a, b, hasRest }: ProductKind): string =>
  reader('A', a, hasRest, !a.transposed, a.transposed ? 'rows' : 'inner') +
  reader('B', b, hasRest, b.transposed, b.transposed ? 'inner' : 'cols')

/** `followsSum`: whether a line runs along the terms of a sum, and not across them. */
function reader(
  name: 'A' | 'B',
  { readsFours }: FactorKind,
  hasRest: boolean,
  followsSum: boolean,
  stride: 'rows' | 'inner' | 'cols',
): string {
  const array = name.toLowerCase()
  const four = readsFours
    ? `${array}[at / 4]`
    : `vec4f(${[0, 1, 2, 3].map((i) => `${array}[at + ${i}]`).join(', ')})`
  const counts = followsSum
    ? 'vec4u(along, along + 1, along + 2, along + 3) < vec4u(p.inner)'
    : 'outer < p.inner'
  return `
fn line${name}(outer: u32, along: u32) -> vec4f {
  let at = outer * p.${stride} + along;
  return ${hasRest ? `select(vec4f(0.0), ${four}, ${counts})` : four};
}
`
}

const PLACES = ['x', 'y', 'z', 'w'] as const

/** Line `i` of the block of A at (row, k). */
export const lineOfA = ({ transposed }: FactorKind, row: string, k: string, i: number | string): string =>
  transposed ? `lineA(${k} + ${i}, ${row})` : `lineA(${row} + ${i}, ${k})`

/** Line `i` of the block of B at (k, col). */
export const lineOfB = ({ transposed }: FactorKind, k: string, col: string, i: number | string): string =>
  transposed ? `lineB(${col} + ${i}, ${k})` : `lineB(${k} + ${i}, ${col})`

/** Line `i` of a block whose lines are the variables `lines`0 to `lines`3. */
const line = (lines: string, i: number): string => `${lines}${i}`

/** Across the lines of a block: element `i` of each. */
const cross = (lines: string, i: number): string =>
  `vec4f(${[0, 1, 2, 3].map((each) => `${lines}${each}.${PLACES[i]}`).join(', ')})`

/** Row `i` of a block of A: four terms of the sums of a row. */
export const rowOfA = ({ transposed }: FactorKind, lines: string, i: number): string =>
  transposed ? cross(lines, i) : line(lines, i)

/** Column `k` of a block of A: a term of each of four rows. */
export const columnOfA = ({ transposed }: FactorKind, lines: string, k: number): string =>
  transposed ? line(lines, k) : cross(lines, k)

/** Row `k` of a block of B: a term of each of four columns. */
export const rowOfB = ({ transposed }: FactorKind, lines: string, k: number): string =>
  transposed ? cross(lines, k) : line(lines, k)
