import { type Document, findDocuments } from './documents.ts'

/** A block of code in a document. */
export interface Snippet {
  /** The document and the line, such as `README.md:12`. */
  readonly name: string
  /** What stands behind the opening fence: the language, and `no-run` where Node.js cannot run it. */
  readonly info: string
  /** The file that it is, where the paragraph above begins with its name, such as `first.mjs`. */
  readonly fileName: string | undefined
  readonly code: string
}

/** Every fenced block of the documentation. */
export async function findSnippets(): Promise<Snippet[]> {
  const documents = await findDocuments()
  return documents.flatMap(snippetsIn)
}

/** The fenced blocks of one document. */
export const snippetsIn = ({ path, text }: Document): Snippet[] =>
  [...text.matchAll(/^ *```(?<info>.*)\n(?<code>[^]*?)^ *```$/gmu)].map(({ index, groups }) => {
    const before = text.slice(0, index)
    const paragraph = before.trimEnd().split('\n\n').at(-1) ?? ''
    return {
      name: `${path}:${before.split('\n').length}`,
      info: groups?.['info'] ?? '',
      fileName: /^`(?<name>[^`\s]+\.\w+)`/u.exec(paragraph)?.groups?.['name'],
      code: groups?.['code'] ?? '',
    }
  })
