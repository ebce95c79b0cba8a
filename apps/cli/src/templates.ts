import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** The folder of the templates: beside that of the sources, and beside that of the build. */
const root = join(import.meta.dirname, '..', 'templates')

/** Ends the names of files that tools would take for their own here: npm reads manifests and each `.gitignore`, compilers a `tsconfig.json`. */
const SUFFIX = '.template'

/** The files of a folder of templates, by their paths in it, with `fill` applied to their contents. */
export async function readTemplates(
  folder: string,
  fill: (contents: string) => string,
): Promise<Map<string, string>> {
  const top = join(root, folder)
  const entries = await readdir(top, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(top, path)
    files.set(
      name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name,
      fill(await readFile(path, 'utf8')),
    )
  }
  return files
}

/** The contents of one template. */
export const readTemplate = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
