import {
  type Cell,
  type Category,
  columnOf,
  type ColumnKind,
  encode,
  encodeTarget,
  type Encoding,
  isMissing,
  learnEncoding,
  learnTarget,
  recogniseTask,
  type Samples,
  type Scaling,
  selectRows,
  splitRows,
  type Table,
  type Target,
  type TaskName,
  withoutColumns,
} from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import { knownColumn } from './columns.ts'

/** What is to be learnt, and from what. */
export interface PlanOptions {
  /** The column to predict. */
  readonly target: string
  readonly task?: TaskName
  /** Columns that are not to be used. */
  readonly ignore: readonly string[]
  /** Columns of numbers that name categories. */
  readonly categories: readonly string[]
  readonly missing: 'impute' | 'refuse'
  readonly scaling: Scaling
  /** The shares of the rows that are kept to test by, and to judge the training by. */
  readonly testShare: number
  readonly validationShare: number
  readonly seed: number
}

/** Rows as the network takes them, and what is true of them. */
export interface Part {
  readonly X: Samples
  readonly Y: Samples
  readonly actual: readonly Category[]
}

/** A column that is not used, and why. */
export interface LeftOut {
  readonly name: string
  readonly why: string
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

/** A table with fewer rows to train on has none to spare for judging. */
const LEAST_FOR_VALIDATION = 200

/** Makes what is learnt from a table. The same options give the same plan. Throws `UsageError` or `ArgumentError` for what cannot be learnt. */
export function planOf(whole: Table, options: PlanOptions): Plan {
  const { task, scaling, missing, seed, testShare, validationShare } = options
  const name = knownColumn(whole, options.target)
  const table = withTarget(whole, name)
  if (table.count < 4)
    throw new UsageError(`There are ${table.count} rows with a value of ${name}; training needs 4 at least.`)
  const values = Array.from(columnOf('table', table, name))
  const kind = task ?? recogniseTask(values)
  // What is learnt of the target is learnt of all rows: a class that only the test has would be no class.
  const target = learnTarget(table, name, kind)
  const strata = kind === 'classification' ? values : undefined
  const held = splitRows(table.count, { testShare, seed, ...(strata && { strata }) })
  const rest = splitAgain(held.train, strata, validationShare, seed)

  const leftOut = columnsLeftOut(table, name, options)
  const inputs: Table = withoutColumns(table, name, ...leftOut.map((column) => column.name))
  const kinds: Record<string, ColumnKind> = Object.fromEntries(
    options.categories.map((category) => [knownColumn(inputs, category), 'category']),
  )
  // Scales are learnt from the rows to train on; a category that no such row has is a category all the same.
  const all = learnEncoding(inputs, { scaling, missing, kinds })
  const encoding = learnEncoding(selectRows(inputs, rest.train), { scaling, missing, kinds }).map(
    (column, i) => (column.kind === 'category' ? all[i] : column),
  )
  const partAt = (rows: Uint32Array): Part => encodedPart(selectRows(table, rows), encoding, target)
  return {
    encoding,
    target,
    leftOut,
    rowsLeftOut: whole.count - table.count,
    imputed: Object.entries(inputs.columns)
      .map(([column, cells]) => ({ name: column, count: missingIn(cells) }))
      .filter(({ count }) => count > 0),
    train: partAt(rest.train),
    validation: rest.test.length > 1 ? partAt(rest.test) : undefined,
    test: held.test.length > 0 ? partAt(held.test) : undefined,
  }
}

/** Rows of other data as the network takes them. */
export function partOf(table: Table, encoding: Encoding, target: Target): Part {
  const known = withTarget(table, knownColumn(table, target.name))
  if (known.count === 0) throw new UsageError(`No row has a value of ${target.name}.`)
  return encodedPart(known, encoding, target)
}

/** Rows of which each has a value of the target. */
const encodedPart = (table: Table, encoding: Encoding, target: Target): Part => ({
  X: encode(encoding, table),
  Y: encodeTarget(target, table),
  actual: Array.from(columnOf('table', table, target.name)) as Category[],
})

/** Splits rows, which are a part of all already, once more. */
function splitAgain(
  rows: Uint32Array,
  strata: readonly Cell[] | undefined,
  share: number,
  seed: number,
): { train: Uint32Array; test: Uint32Array } {
  if (rows.length < LEAST_FOR_VALIDATION) return { train: rows, test: new Uint32Array() }
  const labels = strata && Array.from(rows, (row) => strata[row])
  const { train, test } = splitRows(rows.length, {
    testShare: share,
    seed: seed + 1,
    ...(labels && { strata: labels }),
  })
  return { train: train.map((i) => rows[i]), test: test.map((i) => rows[i]) }
}

/** The rows that have a value of the target. */
function withTarget(table: Table, name: string): Table {
  const values = columnOf('table', table, name)
  const rows = Array.from({ length: table.count }, (_, row) => row).filter((row) => !isMissing(values[row]))
  return rows.length === table.count ? table : selectRows(table, rows)
}

/** The columns that tell nothing of a row that another row could share, and those that the user named. */
function columnsLeftOut(table: Table, target: string, { ignore, categories }: PlanOptions): LeftOut[] {
  const asked = ignore.map((name) => ({ name: knownColumn(table, name), why: 'as asked' }))
  const found = Object.entries(table.columns).flatMap(([name, cells]) => {
    if (name === target || categories.includes(name) || asked.some((column) => column.name === name))
      return []
    const why = whyUseless(cells)
    return why === undefined ? [] : [{ name, why }]
  })
  return [...asked, ...found]
}

/** Text with more values than this, most of which stand in one row alone, names the rows. */
const MOST_NAMES = 20

function whyUseless(cells: ArrayLike<Cell>): string | undefined {
  const different = new Set<Cell>()
  let isText = false
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row])) continue
    different.add(cells[row])
    isText ||= typeof cells[row] === 'string'
    // Numbers may all differ; texts may not.
    if (!isText && different.size > 1) return undefined
  }
  if (different.size === 0) return 'it holds nothing'
  if (different.size === 1) return 'it holds one value alone'
  if (different.size > MOST_NAMES && different.size > (cells.length - missingIn(cells)) / 2) {
    return `it names the rows: ${different.size} different texts`
  }
  return undefined
}

function missingIn(cells: ArrayLike<Cell>): number {
  let count = 0
  for (let row = 0; row < cells.length; row++) count += Number(isMissing(cells[row]))
  return count
}
