import { posix } from 'node:path'

/** The files of a package, as it is packed. */
interface PackedFiles {
  /** All paths, from the root of the tarball. */
  readonly listFiles: () => readonly string[]
  readonly readFile: (path: string) => string
}

/** The relative links of packed Markdown that lead to no file or folder of the same package: who reads it on its own would follow them in vain. */
export function lostLinks(packed: PackedFiles): string[] {
  const paths = packed.listFiles()
  const isThere = (path: string) => paths.some((each) => each === path || each.startsWith(`${path}/`))
  return paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((document) =>
      relativeLinksOf(packed.readFile(document))
        .filter((link) => !isThere(posix.join(posix.dirname(document), link)))
        .map((link) => `${posix.basename(document)} links to ${link}, which is not in the package`),
    )
}

/** Where links and pictures of a text in Markdown lead, without the place on a page; those to other hosts and on the same page are left out. */
function relativeLinksOf(text: string): string[] {
  const prose = text.replaceAll(/^ *```[^]*?^ *```$|`[^`\n]*`/gmu, '')
  const targets = [...prose.matchAll(/\]\((?<link>[^)\s]+)|(?:src|srcset|href)="(?<attribute>[^"]+)"/gu)]
  return targets
    .map(({ groups }) => groups?.['link'] ?? groups?.['attribute'] ?? '')
    .filter((target) => !/^(?:[a-z]+:|#)/u.test(target))
    .map((target) => target.replace(/#.*$/u, ''))
}
