import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { providers } from 'bilayer'
import { expect, test } from 'vitest'
import { matrixFiles, matrixFolder, readMatrix } from './files.ts'
import { isProof } from './matrix.ts'
import { runtimes } from './runtimes/index.ts'

const read = (name: string): Promise<string> => readFile(join(matrixFolder, name), 'utf8')

const matrix = await readMatrix(matrixFolder)

test('the page and the badges are those of the JSON beside them', async () => {
  for (const [name, text] of matrixFiles(matrix)) expect(await read(name)).toBe(text)
})

test('every backend has an entry for every runtime, in the whole suite, and none failed', () => {
  expect(matrix.only).toBe('')
  const places = matrix.entries.map(({ backend, runtime }) => `${backend} ${runtime}`)
  const all = runtimes.flatMap((runtime) => providers.map(({ name }) => `${name} ${runtime.name}`))
  expect(places.toSorted()).toEqual(all.toSorted())
  const wrong = matrix.entries.filter(isProof).filter(({ failed, notRun }) => failed + notRun > 0)
  expect(wrong).toEqual([])
})
