/** Writes the tables of the documents anew from the files of results: `pnpm tables`. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filledDocuments } from './filled-documents.ts'

for (const { path, filled } of await filledDocuments())
  await writeFile(join(import.meta.dirname, '..', path), filled)
