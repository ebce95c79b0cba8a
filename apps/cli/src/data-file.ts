import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { imageFolder, readTable, streamTable, type TableOptions } from '@bilayer/data/node'
import {
  type Cell,
  type ColumnTypes,
  createTable,
  type Encoding,
  FormatError,
  type IdxArray,
  readIdx,
  type Table,
  type Target,
  type TextEncoding,
} from 'bilayer'
import { kindOfExisting } from './files.ts'
import { readOrExplain } from './model-file.ts'

/** How a data file is read. */
export interface DataOptions {
  readonly separator?: string
  readonly encoding?: TextEncoding
  readonly header?: boolean
}

/**
 * The table in a file, or of pictures: a folder that has a folder of PNG files for each class, or an IDX file beside that of its labels.
 * `types` are those of columns that it may or may not have. Throws `UsageError` where there is nothing, and `FormatError` or
 * `ArgumentError`, with the name of the file, for what is no table.
 */
export async function readData(path: string, options: DataOptions, types: ColumnTypes = {}): Promise<Table> {
  const pictures = await readPictures(path)
  return pictures ?? readTable(path, await tableOptions(path, options, types))
}

/** The same in parts; whatever has to be read whole comes in one. */
export async function* streamData(
  path: string,
  options: DataOptions,
  types: ColumnTypes,
): AsyncGenerator<Table> {
  const pictures = await readPictures(path)
  if (pictures) yield pictures
  else yield* streamTable(path, await tableOptions(path, options, types))
}

/** The types that columns had when they were learnt. */
export function typesOf(encoding: Encoding = [], target?: Target): ColumnTypes {
  const columns = encoding.map((column) => [
    column.name,
    column.kind === 'number' ? 'number' : typeOf(column.categories[0]),
  ])
  if (target) columns.push([target.name, target.kind === 'quantity' ? 'number' : typeOf(target.labels[0])])
  return Object.fromEntries(columns) as ColumnTypes
}

const typeOf = (value: unknown) =>
  typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')

/** The name of a file without its folder and its ending, to name another after it. */
export const stemOf = (path: string): string => {
  const name = basename(path).replace(/\.gz$/u, '')
  return basename(name, extname(name))
}

async function tableOptions(
  path: string,
  { separator, encoding, header }: DataOptions,
  types: ColumnTypes,
): Promise<TableOptions> {
  const given = {
    ...(separator !== undefined && { separator }),
    ...(encoding !== undefined && { encoding }),
    ...(header !== undefined && { header }),
  }
  if (Object.keys(types).length === 0) return given
  const names = await namesIn(path, given)
  const known = Object.entries(types).filter(([name]) => names.includes(name))
  return { ...given, types: Object.fromEntries(known) }
}

/** The names of the columns. */
async function namesIn(path: string, options: TableOptions): Promise<string[]> {
  for await (const { columns } of streamTable(path, options)) return Object.keys(columns)
  return []
}

/** The column that pictures have beside their pixels: what they show. */
const LABEL = 'label'

/** Pictures as a table, a column for each pixel; undefined for what are none. */
async function readPictures(path: string): Promise<Table | undefined> {
  if ((await kindOfExisting(path)) === 'folder') {
    const { X, labels } = await imageFolder(path)
    return pixelTable(X.values, X.count, labels)
  }
  return /idx3-ubyte(\.gz)?$/u.test(path) ? readImages(path) : undefined
}

/** IDX images, with the labels that lie beside them under MNIST's names: `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`. */
async function readImages(path: string): Promise<Table> {
  const beside = basename(path).replace('images', 'labels').replace('idx3', 'idx1')
  const [images, labels] = await Promise.all([readArray(path), readArray(join(dirname(path), beside))])
  const [count] = images.shape
  if (labels.values.length === count) return pixelTable(images.values, count, labels.values)
  throw new FormatError(
    `${beside} has ${labels.values.length} labels, and ${basename(path)} ${count} images; each needs one.`,
  )
}

const readArray = (path: string): Promise<IdxArray> =>
  readOrExplain(path, 'IDX file', async () => readIdx(await readFile(path)))

function pixelTable(values: ArrayLike<number>, count: number, labels: ArrayLike<Cell>): Table {
  const size = values.length / count
  const columns = Array.from({ length: size }, (_, pixel): [string, ArrayLike<Cell>] => {
    const column = new (values instanceof Float32Array ? Float32Array : Uint8Array)(count)
    for (let row = 0; row < count; row++) column[row] = values[row * size + pixel]
    return [`pixel${pixel + 1}`, column]
  })
  return createTable({ ...Object.fromEntries(columns), [LABEL]: labels })
}
