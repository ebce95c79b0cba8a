import { glob, readFile } from 'node:fs/promises'

/** A block of code in a document. */
export interface Snippet {
  /** The document and the line, such as `README.md:12`. */
  readonly name: string
  /** What stands behind the opening fence: the language, and `no-run` where Node.js cannot run it. */
  readonly info: string
  readonly code: string
}

const DOCUMENTS = ['*.md', 'docs/**/*.md', '{packages,apps}/*/README.md', '{bench,soak}/**/README.md']

/** Every fenced block of the documentation. */
export async function findSnippets(): Promise<Snippet[]> {
  const snippets: Snippet[] = []
  for await (const path of glob(DOCUMENTS, { exclude: ['**/node_modules/**'] })) {
    snippets.push(...snippetsIn(path, await readFile(path, 'utf8')))
  }
  return snippets.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const snippetsIn = (path: string, text: string): Snippet[] =>
  [...text.matchAll(/^ *```(?<info>.*)\n(?<code>[^]*?)^ *```$/gmu)].map(({ index, groups }) => ({
    name: `${path}:${text.slice(0, index).split('\n').length}`,
    info: groups?.['info'] ?? '',
    code: groups?.['code'] ?? '',
  }))
