import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A document of the project. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** Where the documents of the project are, but for the changelogs. */
export const DOCUMENTS: readonly string[] = [
  '*.md',
  'docs/**/*.md',
  '{apps,packages}/*/README.md',
  'packages/conformance/CASES.md',
  '{bench,registry,soak}/**/README.md',
  'examples/*/README.md',
]

const root = join(import.meta.dirname, '..')

/** Every document of the project, by its path. */
export async function findDocuments(): Promise<Document[]> {
  const documents: Document[] = []
  for await (const path of glob(DOCUMENTS, { cwd: root, exclude: ['**/node_modules/**'] })) {
    documents.push({ path, text: await readFile(join(root, path), 'utf8') })
  }
  return documents.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
