import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { resultsFolder } from '../results.ts'
import { fill } from '../../../scripts/fill.ts'
import { sections } from './sections.ts'

export const documentPath = 'docs/reliability.md'

const path = join(import.meta.dirname, '../../..', documentPath)

export const readDocument = (): Promise<string> => readFile(path, 'utf8')

/** The document with the figures of the result files. */
export async function filledDocument(): Promise<string> {
  let document = await readDocument()
  for (const { name, render } of sections) document = fill(document, name, await render(resultsFolder))
  return document
}

export const writeDocument = async (): Promise<void> => writeFile(path, await filledDocument())
