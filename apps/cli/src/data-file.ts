import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import {
  type ColumnTypes,
  type Encoding,
  readCsv,
  streamCsv,
  type Table,
  type Target,
  type TextEncoding,
} from 'bilayer'
import { readOrExplain } from './model-file.ts'

/** How a data file is read. */
export interface DataOptions {
  readonly separator?: string
  readonly encoding?: TextEncoding
  readonly header?: boolean
}

/**
 * The table in a file. `types` are those of columns that it may or may not have. Throws `UsageError` where there is no such file, and
 * `FormatError`, with its name, for what is no table.
 */
export const readData = (path: string, options: DataOptions, types: ColumnTypes = {}): Promise<Table> =>
  readOrExplain(path, 'table', async () => {
    const { separator, encoding, header } = options
    const given = {
      ...(separator !== undefined && { separator }),
      ...(encoding !== undefined && { encoding }),
      ...(header !== undefined && { header }),
    }
    const names = Object.keys(types).length > 0 ? await namesIn(path, given) : []
    const known = Object.entries(types).filter(([name]) => names.includes(name))
    return readCsv(createReadStream(path), { ...given, types: Object.fromEntries(known) })
  })

/** The names of the columns. */
async function namesIn(path: string, options: DataOptions): Promise<string[]> {
  for await (const { columns } of streamCsv(createReadStream(path), options)) return Object.keys(columns)
  return []
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
