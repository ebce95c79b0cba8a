import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DOCUMENTS } from '../../../scripts/documents.ts'

/** The root of the repository. */
export const root = join(import.meta.dirname, '..', '..', '..')

/** The folder of pages that are made when the site is built. */
export const GENERATED = 'apps/site/generated/'

/** The folder whose one page shows any file of the repository. */
export const SOURCES = 'apps/site/source/'

/** Whether a document is packed with a package, and so is read without the others. */
export const isPacked = (path: string): boolean => /^(?:packages\/[^/]+|apps\/cli)\//u.test(path)

/** The README of a package, by the name of the package. */
export const readmeOf = (name: string): string | undefined => readmes.get(name)

const readmes: ReadonlyMap<string, string> = new Map(
  globSync(['packages/*/package.json', 'apps/cli/package.json'], { cwd: root }).map((path) => {
    const { name } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { readonly name: string }
    return [name, join(dirname(path), 'README.md')]
  }),
)

/** A page that stands on its own, and is on the site as it is. */
export const MATRIX = 'docs/matrix/index.html'

/** Every document that is a page of the site, by its path in the repository. */
export const documents = (): string[] =>
  globSync([...DOCUMENTS, `${GENERATED}**/*.md`], { cwd: root, exclude: ['**/node_modules/**'] }).toSorted()

/** Where a document stands on the site: where it stands in the repository, but for the folders named above. */
export const placeOf = (path: string): string =>
  path
    .replace(GENERATED, 'reference/')
    .replace(SOURCES, 'source/')
    .replace(/(^|\/)README\.md$/u, '$1index.md')

export const isFile = (path: string): boolean =>
  existsSync(join(root, path)) && statSync(join(root, path)).isFile()

export const isFolder = (path: string): boolean =>
  existsSync(join(root, path)) && statSync(join(root, path)).isDirectory()
