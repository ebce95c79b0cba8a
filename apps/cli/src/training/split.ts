import { type Cell, type RowSplit, splitRows } from 'bilayer'

/** The rows of a table, by their places, each in one part. */
export interface RowParts {
  readonly train: Uint32Array
  /** To judge the training by: none where there are too few rows to spare. */
  readonly validation: Uint32Array
  /** To test by in the end. */
  readonly test: Uint32Array
}

/** The classes of the rows, whose shares are the same in every part, or their groups, which are whole in one. */
export type RowLabels =
  | { readonly strata: readonly Cell[] }
  | { readonly groups: readonly Cell[] }
  | undefined

/** The shares of the rows to test by, and of the others to judge the training by, and what draws them. */
export interface Shares {
  readonly testShare: number
  readonly validationShare: number
  readonly seed: number
}

/** A table with fewer rows to train on has none to spare for judging. */
const LEAST_FOR_VALIDATION = 200

/** Splits the rows of a table at random. */
export function splitParts(
  count: number,
  labels: RowLabels,
  { testShare, validationShare, seed }: Shares,
): RowParts {
  const { train: rest, test } = splitRows(count, { testShare, seed, ...labels })
  if (rest.length < LEAST_FOR_VALIDATION) return { train: rest, validation: new Uint32Array(), test }
  const split = splitRows(rest.length, {
    testShare: validationShare,
    seed: seed + 1,
    ...labelsOf(rest, labels),
  })
  const placesIn = (part: keyof RowSplit): Uint32Array => split[part].map((i) => rest[i])
  return { train: placesIn('train'), validation: placesIn('test'), test }
}

/** The labels of some rows. */
function labelsOf(rows: Uint32Array, labels: RowLabels): RowLabels {
  if (labels === undefined) return undefined
  const those = (all: readonly Cell[]): Cell[] => Array.from(rows, (row) => all[row])
  return 'strata' in labels ? { strata: those(labels.strata) } : { groups: those(labels.groups) }
}
