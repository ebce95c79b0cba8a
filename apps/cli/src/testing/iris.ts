import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'bench', 'data', 'iris.csv.gz')

/** The classes. */
export const SPECIES = ['setosa', 'versicolor', 'virginica']

/** The first line of `iris.csv`. */
export const IRIS_HEADER = 'sepal_length,sepal_width,petal_length,petal_width,species'

/** The lines of Fisher's iris, with names of species. */
export const irisRows: readonly string[] = gunzipSync(await readFile(FILE))
  .toString()
  .trim()
  .split('\n')
  .map((line) => line.replace(/\d$/u, (kind) => SPECIES[Number(kind)]))

/** Writes `iris.csv` into a folder. */
export const writeIris = (folder: string): Promise<void> =>
  writeFile(join(folder, 'iris.csv'), [IRIS_HEADER, ...irisRows, ''].join('\n'))
