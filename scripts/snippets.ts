import { glob, readFile } from 'node:fs/promises'

/** A block of TypeScript in a document. */
export interface Snippet {
  /** The document and the line, such as `README.md:12`. */
  readonly name: string
  readonly code: string
}

const DOCUMENTS = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'apps/*/README.md']

/** Every fenced `ts` block of the documentation: a reader may copy any of them and run it. */
export async function findSnippets(): Promise<Snippet[]> {
  const snippets: Snippet[] = []
  for await (const path of glob(DOCUMENTS, { exclude: ['**/node_modules/**'] })) {
    snippets.push(...snippetsIn(path, await readFile(path, 'utf8')))
  }
  return snippets.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function snippetsIn(path: string, text: string): Snippet[] {
  return [...text.matchAll(/^```ts\n(?<code>.*?)^```$/gmsu)].map(({ index, groups }) => ({
    name: `${path}:${text.slice(0, index).split('\n').length}`,
    code: groups?.['code'] ?? '',
  }))
}
