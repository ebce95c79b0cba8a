import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { type Target, targetAt, targetNamed, targetOf } from './links.ts'
import { documents, isFolder, root } from './repository.ts'

/** Files and folders that documents link to, and those that lie in such a folder. */
export function linkedSources(): string[] {
  const sources = new Set<string>()
  const add = (target: Target | undefined): void => {
    if (target?.kind !== 'source' || sources.has(target.path)) return
    sources.add(target.path)
    if (isFolder(target.path))
      for (const name of entriesOf(target.path)) add(targetAt(`${target.path}/${name}`))
  }
  for (const document of documents()) for (const target of targetsOf(document)) add(target)
  return [...sources]
}

/** Where the links of a document lead, and what it names. */
function targetsOf(document: string): (Target | undefined)[] {
  const tokens = new MarkdownIt({ html: true }).parse(readFileSync(join(root, document), 'utf8'), {})
  return tokens
    .flatMap(({ children }) => children ?? [])
    .map((token) => {
      if (token.type === 'link_open') return targetOf(document, String(token.attrGet('href')))
      return token.type === 'code_inline' ? targetNamed(document, token.content) : undefined
    })
}

const entriesOf = (folder: string): string[] =>
  readdirSync(join(root, folder)).filter((name) => !['node_modules', 'dist', 'test-results'].includes(name))

/** A file of the repository as a page: its lines, with numbers; of a folder, what lies in it. */
export function pageOf(path: string): string {
  const heading = `# \`${path}\``
  if (isFolder(path)) {
    const items = entriesOf(path).map((name) => `- [\`${name}\`](/${path}/${name})`)
    return [heading, '', ...items].join('\n')
  }
  const code = readFileSync(join(root, path), 'utf8').trimEnd()
  return [heading, '', `${FENCE}${languageOf(path)}:line-numbers source`, code, FENCE].join('\n')
}

/** Longer than any that stands in a file. */
const FENCE = '`'.repeat(8)

const languages: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.cjs': 'js',
  '.json': 'json',
  '.py': 'python',
}

const languageOf = (path: string): string => languages[extname(path)] ?? 'text'

/** Gives each line of a page of source an anchor: `line-12`. */
export const lineAnchors = {
  name: 'line-anchors',
  line(
    this: { readonly options: { readonly meta?: Readonly<Record<string, unknown>> } },
    node: { properties: Record<string, unknown> },
    line: number,
  ): void {
    if (String(this.options.meta?.['__raw']).includes('source')) node.properties['id'] = `line-${line}`
  },
}
