import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { type ColumnTypes, type Encoding, readCsv, type Table, type Target, type TextEncoding } from 'bilayer'
import { readOrExplain } from './model-file.ts'

/** How a data file is read. */
export interface DataOptions {
  readonly separator?: string
  readonly encoding?: TextEncoding
  readonly types?: ColumnTypes
}

/** The table in a file. Throws `UsageError` where there is none, and `FormatError`, with its name, for what is no table. */
export function readData(path: string, options: DataOptions = {}): Promise<Table> {
  return readOrExplain(path, () => readCsv(createReadStream(path), options))
}

/** The types that columns had when they were learnt. */
export function typesOf(encoding: Encoding = [], target?: Target): ColumnTypes {
  const typeOf = (value: unknown) =>
    typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')
  const columns = encoding.map((column) => [
    column.name,
    column.kind === 'number' ? 'number' : typeOf(column.categories[0]),
  ])
  if (target) columns.push([target.name, target.kind === 'quantity' ? 'number' : typeOf(target.labels[0])])
  return Object.fromEntries(columns) as ColumnTypes
}

/** The name of a file without its folder and its ending, to name another after it. */
export const stemOf = (path: string): string => basename(path, extname(path))
