import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { imageFolder } from '@bilayer/data/node'
import { type Cell, createTable, FormatError, type IdxArray, readIdx, type Table } from 'bilayer'
import { kindOfExisting } from '../files.ts'
import { readOrExplain } from '../model-file.ts'

/** The column that pictures have beside their pixels: what they show. */
const LABEL = 'label'

/** Pictures as a table, a column for each pixel; undefined for what are none. Throws `UsageError` where there is nothing. */
export async function readPictures(path: string): Promise<Table | undefined> {
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
