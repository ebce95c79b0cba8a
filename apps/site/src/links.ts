import { posix } from 'node:path'
import { isFile, isFolder, isPacked, MATRIX, placeOf, readmeOf } from './repository.ts'

/** What a link of a document leads to. */
export interface Target {
  /** A document, a page that stands on its own, or another file or folder, whose text is shown. */
  readonly kind: 'page' | 'alone' | 'source'
  /** Its path in the repository. */
  readonly path: string
  /** The place on the page, with its `#`, or nothing. */
  readonly hash: string
}

/**
 * What a link of a document leads to, or nothing where it stays on its page or leaves the repository. A link that begins with a slash
 * is told from the root of the repository. Throws where nothing is there.
 */
export function targetOf(document: string, href: string): Target | undefined {
  if (/^(?:[a-z]+:|#)/u.test(href)) return undefined
  const { path: written, hash = '' } = /^(?<path>[^#]*)(?<hash>#.*)?$/u.exec(href)?.groups ?? { path: href }
  const path = written.startsWith('/')
    ? written.slice(1)
    : posix.join(posix.dirname(document), decodeURI(written))
  if (!isFile(path) && !isFolder(path))
    throw new Error(`${document} links to ${href}, and there is no ${path}.`)
  return targetAt(path, hash)
}

/**
 * What a piece of code names in a document that is packed with a package: another package, or a file by its path from the root of the
 * repository. Such a document is read on its own too, so it cannot link there.
 */
export function targetNamed(document: string, code: string): Target | undefined {
  if (!isPacked(document)) return undefined
  const path = readmeOf(code) ?? code
  return path !== document && path.includes('/') && isFile(path) ? targetAt(path) : undefined
}

/** What stands at a path of the repository. Of a folder with a document of its own, that is meant. */
export function targetAt(path: string, hash = ''): Target {
  if (isFolder(path)) {
    const readme = posix.join(path, 'README.md')
    return isFile(readme) ? { kind: 'page', path: readme, hash } : { kind: 'source', path, hash }
  }
  if (path === MATRIX) return { kind: 'alone', path, hash }
  return { kind: path.endsWith('.md') ? 'page' : 'source', path, hash }
}

/** The address of a target on the site, from its root. */
export const addressOf = ({ kind, path, hash }: Target): string => {
  const place = { page: placeOf(path), alone: path, source: `source/${nameOfSource(path)}.md` }[kind]
  return `/${place}${hash}`
}

/** What the page of a file or folder is called: VitePress would take one that ends in `.html` for a page of its own making. */
export const nameOfSource = (path: string): string => path.replace(/\.html$/u, '-html')
