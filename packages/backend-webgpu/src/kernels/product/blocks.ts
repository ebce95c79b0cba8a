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

/** Element (row, k) of a block of A whose lines are the variables `lines`0 to `lines`3. */
export const elementOfA = ({ transposed }: FactorKind, lines: string, row: number, k: number): string =>
  transposed ? `${lines}${k}.${PLACES[row]}` : `${lines}${row}.${PLACES[k]}`

/** Row k of a block of B whose lines are the variables `lines`0 to `lines`3: an element of each of four columns. */
export const rowOfB = ({ transposed }: FactorKind, lines: string, k: number): string =>
  transposed ? `vec4f(${[0, 1, 2, 3].map((j) => `${lines}${j}.${PLACES[k]}`).join(', ')})` : `${lines}${k}`

/** Column k of a block of A: an element of each of four rows. */
export const columnOfA = ({ transposed }: FactorKind, lines: string, k: number): string =>
  transposed ? `${lines}${k}` : `vec4f(${[0, 1, 2, 3].map((i) => `${lines}${i}.${PLACES[k]}`).join(', ')})`
