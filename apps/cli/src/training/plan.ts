import {
  type Cell,
  columnOf,
  type ColumnKind,
  type Encoding,
  learnEncoding,
  learnTarget,
  recogniseTask,
  type Scaling,
  selectRows,
  type Table,
  type Target,
  type TaskName,
  withoutColumns,
} from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import { knownColumn } from './columns.ts'
import { columnsLeftOut, type LeftOut, missingIn } from './left-out.ts'
import { encodedPart, type Part, withTarget } from './part.ts'
import { type Shares, splitParts } from './split.ts'

/** What is to be learnt, and from what. */
export interface PlanOptions extends Shares {
  /** The column to predict. */
  readonly target: string
  readonly task?: TaskName
  /** Columns that are not to be used. */
  readonly ignore: readonly string[]
  /** Columns of numbers that name categories. */
  readonly categories: readonly string[]
  /** A column whose values name groups of rows, such as the patient: a group is in one part alone. */
  readonly groups?: string
  readonly missing: 'impute' | 'refuse'
  readonly scaling: Scaling
  /** Of a file with more rows, a random sample of so many is used. */
  readonly rows?: number
}

/** All that training needs of the data. */
export interface Plan {
  readonly encoding: Encoding
  readonly target: Target
  readonly leftOut: readonly LeftOut[]
  /** Rows without a value of the target, which are not used. */
  readonly rowsLeftOut: number
  /** Columns with values that are missing, and how many. */
  readonly imputed: readonly { readonly name: string; readonly count: number }[]
  readonly train: Part
  /** To judge the training by; undefined where there are too few rows to spare. */
  readonly validation: Part | undefined
  /** To test by in the end; undefined where none were to be kept. */
  readonly test: Part | undefined
}

/** Training needs so many rows. */
const LEAST_ROWS = 4

/** Makes what is learnt from a table. The same options give the same plan. Throws `UsageError` or `ArgumentError` for what cannot be learnt. */
export function planOf(whole: Table, options: PlanOptions): Plan {
  const name = knownColumn(whole, options.target)
  checkUses(options)
  const table = withTarget(whole, name)
  if (table.count < LEAST_ROWS) {
    throw new UsageError(
      `There are ${table.count} rows with a value of ${name}; training needs ${LEAST_ROWS} at least.`,
    )
  }
  const values = Array.from(columnOf('table', table, name))
  const kind = options.task ?? recogniseTask(values)
  // What is learnt of the target is learnt of all rows: a class that only the test has would be no class.
  const target = learnTarget(table, name, kind)
  const strata = kind === 'classification' ? { strata: values } : undefined
  const labels = options.groups === undefined ? strata : { groups: groupsIn(table, options.groups) }
  const { train, validation, test } = splitParts(table.count, labels, options)

  const leftOut = columnsLeftOut(table, options)
  const inputs: Table = withoutColumns(table, name, ...leftOut.map((column) => column.name))
  const encoding = encodingOf(inputs, train, options)
  const partAt = (rows: Uint32Array): Part => encodedPart(selectRows(table, rows), encoding, target)
  return {
    encoding,
    target,
    leftOut,
    rowsLeftOut: whole.count - table.count,
    imputed: Object.entries(inputs.columns)
      .map(([column, cells]) => ({ name: column, count: missingIn(cells) }))
      .filter(({ count }) => count > 0),
    train: partAt(train),
    validation: validation.length > 1 ? partAt(validation) : undefined,
    test: test.length > 0 ? partAt(test) : undefined,
  }
}

/** Throws `UsageError` where the column to predict is to be something else too. */
function checkUses({ target, ignore, categories, groups }: PlanOptions): void {
  if (categories.includes(target)) {
    throw new UsageError(
      `${target} is the column to predict, not one of --categories. To take its numbers for classes: --task classification.`,
    )
  }
  const option = ignore.includes(target) ? '--ignore' : groups === target ? '--groups' : undefined
  if (option !== undefined)
    throw new UsageError(`${target} is the column to predict; ${option} needs another.`)
}

/** The group of each row. Throws `UsageError` where a row has none, or all have the same. */
function groupsIn(table: Table, name: string): Cell[] {
  const groups = Array.from(columnOf('table', table, knownColumn(table, name)))
  const without = missingIn(groups)
  if (without > 0) {
    throw new UsageError(
      `${name} names the groups, and ${without} of ${table.count} rows have no value of it; every row needs one.`,
    )
  }
  if (new Set(groups).size > 1) return groups
  throw new UsageError(
    `${name} names the groups, and all rows are of the group ${String(groups[0])}; there must be two at least.`,
  )
}

/** Scales are learnt from the rows to train on; a category that no such row has is a category all the same. */
function encodingOf(
  inputs: Table,
  train: Uint32Array,
  { scaling, missing, categories }: PlanOptions,
): Encoding {
  const kinds: Record<string, ColumnKind> = Object.fromEntries(
    categories.map((name) => [knownColumn(inputs, name), 'category']),
  )
  const all = learnEncoding(inputs, { scaling, missing, kinds })
  return learnEncoding(selectRows(inputs, train), { scaling, missing, kinds }).map((column, i) =>
    column.kind === 'category' ? all[i] : column,
  )
}
