import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseHTML } from 'linkedom'

/** What a page holds that is linked to, and what it links to. */
interface Page {
  readonly anchors: ReadonlySet<string>
  readonly links: readonly string[]
}

/** What is wrong with the links of a built site: files that are not there, places that a page does not have, addresses that begin at the host. */
export function brokenLinks(folder: string): string[] {
  const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  const pages = new Map(
    [...files]
      // The playground is a page of its own, with tests of its own.
      .filter((path) => path.endsWith('.html') && !path.startsWith('playground/'))
      .map((path) => [path, readPage(join(folder, path))]),
  )
  return [...pages].flatMap(([path, { links }]) =>
    links.flatMap((link) => {
      const fault = faultOf(path, link, files, pages)
      return fault === undefined ? [] : [`${path}: ${link} ${fault}`]
    }),
  )
}

function readPage(path: string): Page {
  const { document } = parseHTML(readFileSync(path, 'utf8'))
  const all = [...document.querySelectorAll('[id], [href], [src]')]
  const attributes = (name: string): string[] =>
    all.flatMap((element) => {
      const value = element.getAttribute(name)
      return value === null || value === '' ? [] : [value]
    })
  return {
    anchors: new Set(attributes('id')),
    links: [...new Set([...attributes('href'), ...attributes('src')])],
  }
}

function faultOf(
  from: string,
  link: string,
  files: ReadonlySet<string>,
  pages: ReadonlyMap<string, Page>,
): string | undefined {
  if (/^[a-z]+:/u.test(link)) return undefined
  if (link.startsWith('/')) return 'works below no other path: it must be relative'
  const [path, anchor] = link.split('#').map(decodeURIComponent)
  const written = path === '' ? from : posix.join(posix.dirname(from), path)
  const found = [written, posix.join(written, 'index.html')].find((each) => files.has(each))
  if (found === undefined) return 'leads to no file'
  const target = pages.get(found)
  if (target && anchor !== undefined && anchor !== '' && !target.anchors.has(anchor))
    return 'leads to no place of that page'
  return undefined
}
