import {
  ArgumentError,
  columnOf,
  encode,
  encodedNames,
  encodeTarget,
  learnEncoding,
  learnTarget,
  readCsv,
  selectRows,
  splitRows,
  type Table,
  withoutColumns,
} from 'bilayer'
import type { Settings } from '../state/settings.ts'
import type { Part, Problem } from './problem.ts'

/** A data file that the user gave. */
export interface DataFile {
  readonly name: string
  readonly table: Table
  /** Its columns, in order. */
  readonly columns: readonly string[]
}

/** The most numbers that the network may take in: rows by encoded columns. */
const MOST_NUMBERS = 2 ** 24

/** Reads a CSV file. Rejects with `FormatError` or `ArgumentError`, in words for whose file it is. */
export async function readDataFile(name: string, bytes: Uint8Array): Promise<DataFile> {
  const table = await readCsv(bytes)
  const columns = Object.keys(table.columns)
  if (columns.length < 2) {
    throw new ArgumentError(
      `${name} has one column, ${columns[0]}; there must be two: one to learn from, one to learn.`,
    )
  }
  return { name, table, columns }
}

/** What is to be learnt of a file: the column of the settings, from all others. Missing values are filled in. */
export function tableProblem({ name, table, columns }: DataFile, { target, test, seed }: Settings): Problem {
  const learnt = target === '' ? columns[columns.length - 1] : target
  if (!columns.includes(learnt)) {
    throw new ArgumentError(`${name} has no column ${learnt} to learn; it has ${columns.join(', ')}.`)
  }
  const known = learnTarget(table, learnt)
  const strata = known.kind === 'classes' ? Array.from(columnOf('table', table, learnt)) : undefined
  const split = splitRows(table.count, { testShare: test, seed, ...(strata && { strata }) })
  const from = withoutColumns(table, learnt)
  const encoding = learnEncoding(from, { missing: 'impute' })
  const inputs = encodedNames(encoding)
  if (inputs.length * table.count > MOST_NUMBERS) {
    throw new ArgumentError(
      `${name} has ${table.count} rows of ${inputs.length} numbers; the page takes ${MOST_NUMBERS} numbers at most. Leave out rows or columns.`,
    )
  }
  const part = (rows: Uint32Array): Part => ({
    X: encode(encoding, selectRows(from, rows)),
    Y: encodeTarget(known, selectRows(table, rows)),
  })
  const kind =
    inputs.length === 2 ? 'plane' : inputs.length === 1 && known.kind === 'quantity' ? 'curve' : 'table'
  return { kind, train: part(split.train), test: part(split.test), target: known, encoding, inputs }
}
