import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { badgeOf } from './badge.ts'
import { type Matrix, matrixJson, parseMatrix } from './matrix.ts'
import { matrixPage } from './page/matrix-page.ts'

/** Where the matrix of this repository is. */
export const matrixFolder = join(import.meta.dirname, '..', '..', 'docs', 'matrix')

/** The files of a matrix, each with its path: the page, the JSON, and a badge for each backend. */
export const matrixFiles = (matrix: Matrix): ReadonlyMap<string, string> =>
  new Map([
    ['index.html', matrixPage(matrix)],
    ['matrix.json', matrixJson(matrix)],
    ...matrix.backends.map((name) => [join('badges', `${name}.svg`), badgeOf(matrix, name)] as const),
  ])

export const readMatrix = async (folder: string): Promise<Matrix> =>
  parseMatrix(await readFile(join(folder, 'matrix.json'), 'utf8'))

export async function writeMatrix(folder: string, matrix: Matrix): Promise<void> {
  for (const [name, text] of matrixFiles(matrix)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}
