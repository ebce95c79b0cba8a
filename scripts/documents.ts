import { glob, readFile } from 'node:fs/promises'

/** A document of the project. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

const DOCUMENTS = [
  '*.md',
  'docs/**/*.md',
  'packages/*/README.md',
  'apps/*/README.md',
  'bench/**/README.md',
  'soak/README.md',
]

/** Every document of the project but the changelogs, by its path. */
export async function findDocuments(): Promise<Document[]> {
  const documents: Document[] = []
  for await (const path of glob(DOCUMENTS, { exclude: ['**/node_modules/**'] })) {
    documents.push({ path, text: await readFile(path, 'utf8') })
  }
  return documents.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
