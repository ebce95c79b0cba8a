import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readResults } from '../bench/src/results.ts'
import { stepTable } from '../bench/src/step-table.ts'
import { caseTable } from './case-table.ts'
import { fill } from './fill.ts'

const root = join(import.meta.dirname, '..')

/** A document of the repository, with its tables as the files of results have them. */
interface FilledDocument {
  /** Its path, from the root. */
  readonly path: string
  readonly written: string
  readonly filled: string
}

/** The documents whose tables are made of files of results, but for those that `bench` and `soak` write. */
export async function filledDocuments(): Promise<FilledDocument[]> {
  const steps = await readResults(join(root, 'bench', 'results', 'step.json'))
  const cases = await readFile(join(root, 'docs', 'cases.md'), 'utf8')
  return Promise.all([
    filledDocument('README.md', 'step', stepTable(steps)),
    filledDocument('docs/choosing-a-backend.md', 'step', stepTable(steps, 'bilayer')),
    filledDocument('docs/training.md', 'cases', caseTable(cases)),
  ])
}

async function filledDocument(path: string, name: string, text: string): Promise<FilledDocument> {
  const written = await readFile(join(root, path), 'utf8')
  return { path, written, filled: fill(written, name, text) }
}
