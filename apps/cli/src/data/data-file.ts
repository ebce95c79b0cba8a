import { basename, extname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { streamTable, type TableOptions } from '@bilayer/data/node'
import {
  type ColumnTypes,
  type Decimal,
  FormatError,
  streamCsv,
  type Table,
  type TextEncoding,
} from 'bilayer'
import { gather } from './gather.ts'
import { inOptions } from './in-options.ts'
import { readPictures } from './pictures.ts'
import { createRoom } from './room.ts'
import { sampleOf, type Sampling } from './sample.ts'

/** How a data file is read. */
export interface DataOptions {
  readonly separator?: string
  readonly encoding?: TextEncoding
  readonly header?: boolean
  readonly decimal?: Decimal
}

/** What may be said of a table that is read whole. */
export interface WholeOptions extends DataOptions {
  /** The types of columns that it may or may not have. */
  readonly types?: ColumnTypes
  /** Where there are more rows, a random sample of them is taken. */
  readonly sampling?: Sampling
}

/** What stands for the standard input, which is CSV. */
const STANDARD_INPUT = '-'

/**
 * The table in a file, or of pictures: a folder that has a folder of PNG files for each class, or an IDX file beside that of its labels.
 * Throws `UsageError` where there is nothing or it does not fit into memory, and `FormatError` or `ArgumentError`, with the name
 * of the file, for what is no table.
 */
export function readData(path: string, { types = {}, sampling, ...options }: WholeOptions): Promise<Table> {
  const parts = streamData(path, options, types)
  return sampling ? sampleOf(parts, sampling) : gather(parts, createRoom(path))
}

/** The same in parts; whatever has to be read whole comes in one. */
export async function* streamData(
  path: string,
  options: DataOptions,
  types: ColumnTypes,
): AsyncGenerator<Table> {
  const read = path === STANDARD_INPUT ? await standardInput() : await fileReader(path)
  try {
    if ('count' in read) yield read
    else yield* read(await withTypes(read, givenOf(options), types))
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new FormatError(inOptions(cause.message), { cause })
  }
}

/** The name of a file without its folder and its ending, to name another after it. */
export function stemOf(path: string): string {
  if (path === STANDARD_INPUT) return 'model'
  const name = basename(path).replace(/\.gz$/u, '')
  return basename(name, extname(name))
}

/** Reads a table in parts, from its beginning each time. */
type Reader = (options: TableOptions) => AsyncIterable<Table>

async function fileReader(path: string): Promise<Reader | Table> {
  return (await readPictures(path)) ?? ((options) => streamTable(path, options))
}

async function standardInput(): Promise<Reader> {
  const bytes = await buffer(process.stdin)
  return async function* read(options) {
    try {
      yield* streamCsv(bytes, options)
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause
      throw new FormatError(`The standard input: ${cause.message}`, { cause })
    }
  }
}

const givenOf = ({ separator, encoding, header, decimal }: DataOptions): TableOptions => ({
  ...(separator !== undefined && { separator }),
  ...(encoding !== undefined && { encoding }),
  ...(header !== undefined && { header }),
  ...(decimal !== undefined && { decimal }),
})

/** The options with the types of those columns that are there. */
async function withTypes(read: Reader, options: TableOptions, types: ColumnTypes): Promise<TableOptions> {
  if (Object.keys(types).length === 0) return options
  const names = await namesIn(read({ ...options, rows: 1 }))
  const known = Object.entries(types).filter(([name]) => names?.includes(name) ?? true)
  return { ...options, types: Object.fromEntries(known) }
}

/** The names of the columns; undefined where the first row can be read with their types alone. */
async function namesIn(parts: AsyncIterable<Table>): Promise<string[] | undefined> {
  try {
    for await (const { columns } of parts) return Object.keys(columns)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
  return undefined
}
