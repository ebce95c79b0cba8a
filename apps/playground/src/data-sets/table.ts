import {
  ArgumentError,
  columnOf,
  encode,
  encodedNames,
  encodeTarget,
  learnEncoding,
  learnTarget,
  outputsOf,
  readCsv,
  type RowSplit,
  selectRows,
  splitRows,
  type Table,
  type Target,
  withoutColumns,
} from 'bilayer'
import type { Settings } from '../state/settings.ts'
import { inPageWords } from './in-page-words.ts'
import type { Part, Problem, ProblemKind } from './problem.ts'

/** A data file that the user gave. */
export interface DataFile {
  readonly name: string
  readonly table: Table
  /** Its columns, in order. */
  readonly columns: readonly string[]
}

/** The most numbers that the rows may become, those to learn among them. */
const MOST_NUMBERS = 2 ** 24

/** The most classes: the place of each is kept in a byte. */
const MOST_CLASSES = 256

/** Reads a CSV file. Rejects where it is none to learn from, in words for whose file it is. */
export async function readDataFile(name: string, bytes: Uint8Array): Promise<DataFile> {
  const table = await readCsv(bytes).catch((error: unknown) => {
    throw inPageWords(error)
  })
  const columns = Object.keys(table.columns)
  if (columns.length < 2) {
    throw new ArgumentError(
      `${name} has one column, ${columns[0]}; there must be two: one to learn from, one to learn.`,
    )
  }
  return { name, table, columns }
}

/**
 * What is to be learnt of a file: the column of the settings, from all others. Missing values are filled in. Throws where it cannot be,
 * in words for whose file it is.
 */
export function tableProblem(file: DataFile, settings: Settings): Problem {
  try {
    return problemOf(file, settings)
  } catch (error) {
    throw inPageWords(error)
  }
}

function problemOf({ name, table, columns }: DataFile, { target, test, seed }: Settings): Problem {
  const learnt = target === '' ? columns[columns.length - 1] : target
  if (!columns.includes(learnt)) {
    throw new ArgumentError(`${name} has no column ${learnt} to learn; it has ${columns.join(', ')}.`)
  }
  const known = learnTarget(table, learnt)
  const from = withoutColumns(table, learnt)
  const encoding = learnEncoding(from, { missing: 'impute' })
  const inputs = encodedNames(encoding)
  checkSize(name, table.count, inputs.length, known)
  const strata = known.kind === 'classes' ? Array.from(columnOf('table', table, learnt)) : undefined
  const split = splitRows(table.count, { testShare: test, seed, ...(strata && { strata }) })
  checkSplit(name, split, known)
  const part = (rows: Uint32Array): Part => ({
    X: encode(encoding, selectRows(from, rows)),
    Y: encodeTarget(known, selectRows(table, rows)),
  })
  const kind = kindOf(inputs.length, known)
  return { kind, train: part(split.train), test: part(split.test), target: known, encoding, inputs }
}

/** Throws for more classes than the page tells apart, and for more numbers than it holds. */
function checkSize(name: string, rows: number, inputs: number, target: Target): void {
  if (target.kind === 'classes' && target.labels.length > MOST_CLASSES) {
    throw new ArgumentError(
      `The column ${target.name} of ${name} has ${target.labels.length} different values; the page tells ${MOST_CLASSES} classes apart at most. Learn another column.`,
    )
  }
  const numbers = inputs + outputsOf(target)
  if (numbers * rows <= MOST_NUMBERS) return
  throw new ArgumentError(
    `${name} has ${rows} rows of ${numbers} numbers; the page takes ${MOST_NUMBERS} numbers at most. Leave out rows or columns.`,
  )
}

/** Throws where no row is left to test by: of each class, one stays to train on. */
function checkSplit(name: string, { train, test }: RowSplit, target: Target): void {
  if (test.length > 0) return
  const classes = target.kind === 'classes' ? ` of ${target.labels.length} classes` : ''
  throw new ArgumentError(
    `${name} has too few rows to hold some back to test by: ${train.length}${classes}. Add rows, or hold back a larger share.`,
  )
}

function kindOf(inputs: number, target: Target): ProblemKind {
  if (inputs === 2) return 'plane'
  return inputs === 1 && target.kind === 'quantity' ? 'curve' : 'table'
}
