import { posix } from 'node:path'
import { isFile, isFolder, placeOf } from './repository.ts'

/** What a link of a document leads to. */
export interface Target {
  /** A document, or another file or folder, which is shown as it is. */
  readonly kind: 'page' | 'source'
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

/** What stands at a path of the repository. Of a folder with a document of its own, that is meant. */
export function targetAt(path: string, hash = ''): Target {
  if (isFolder(path)) {
    const readme = posix.join(path, 'README.md')
    return isFile(readme) ? { kind: 'page', path: readme, hash } : { kind: 'source', path, hash }
  }
  return { kind: path.endsWith('.md') ? 'page' : 'source', path, hash }
}

/** The address of a target on the site, from its root. */
export const addressOf = ({ kind, path, hash }: Target): string =>
  `${kind === 'page' ? `/${placeOf(path)}` : `/source/${path}.md`}${hash}`
