import {
  ArgumentError,
  checkArray,
  checkObject,
  checkShare,
  checkWholeNumber,
  createRandom,
  permutation,
  ShapeError,
} from '@bilayer/core'

/** The places of rows, each in one of the two. */
export interface RowSplit {
  /** To train on. */
  readonly train: Uint32Array
  /** To test by. */
  readonly test: Uint32Array
}

/** How to split rows. */
export interface RowSplitOptions {
  /** The share to test by: from 0 up to, and not, 1. */
  readonly testShare: number
  /** One seed gives one split on every platform. 0 unless given. */
  readonly seed?: number
  /** The class of each row: the share of each is the same in both parts, and one row of each stays to train on. */
  readonly strata?: readonly unknown[]
  /** The group of each row, such as the patient: all rows of a group are in one part. Not with `strata`. */
  readonly groups?: readonly unknown[]
}

/** What a `Uint32Array` tells apart. */
const MOST_ROWS = 2 ** 32

/** Splits rows at random. Throws `ArgumentError` for options that are none, and `ShapeError` for strata or groups that are not one for each row. */
export function splitRows(count: number, options: RowSplitOptions): RowSplit {
  checkWholeNumber('count', count, { most: MOST_ROWS })
  checkObject('options', options, '{ testShare: 0.25, seed: 0 }')
  const { testShare, seed = 0, strata, groups } = options
  checkShare('testShare', testShare)
  if (strata !== undefined && groups !== undefined)
    throw new ArgumentError('strata and groups cannot both be given.')
  if (strata !== undefined) checkLabels('strata', strata, count)
  if (groups !== undefined) checkLabels('groups', groups, count)
  const order = permutation(count, createRandom(seed))
  const test = groups ? wholeGroups(order, groups, testShare) : shareOfEach(order, strata, testShare)
  const held = new Set(test)
  return { train: order.filter((row) => !held.has(row)), test: Uint32Array.from(test) }
}

/** A share of the rows of each stratum. */
function shareOfEach(order: Uint32Array, strata: readonly unknown[] | undefined, share: number): number[] {
  let before = 0
  return membersOf(order, (row) => strata?.[row]).flatMap((members) => {
    // Shares are rounded along the strata, so that they add up.
    const count = Math.round(share * (before + members.length)) - Math.round(share * before)
    before += members.length
    return members.slice(0, Math.min(count, members.length - 1))
  })
}

/** Whole groups, one after another, while they bring the rows nearer to the share; one group stays to train on. */
function wholeGroups(order: Uint32Array, groups: readonly unknown[], share: number): number[] {
  const wanted = share * order.length
  let count = 0
  const [, ...others] = membersOf(order, (row) => groups[row])
  return others.flatMap((members) => {
    if (wanted - count < members.length / 2) return []
    count += members.length
    return members
  })
}

/** The rows of each label, in the order of their first. */
function membersOf(order: Uint32Array, labelOf: (row: number) => unknown): number[][] {
  const members = new Map<unknown, number[]>()
  for (const row of order) {
    const label = labelOf(row)
    const known = members.get(label)
    if (known) known.push(row)
    else members.set(label, [row])
  }
  return [...members.values()]
}

function checkLabels(name: string, labels: readonly unknown[], count: number): void {
  checkArray(name, labels, 'labels')
  if (labels.length === count) return
  throw new ShapeError(`${name} has ${labels.length} labels, and there are ${count} rows; each needs one.`)
}
