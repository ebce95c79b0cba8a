import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The path of an installed package's manifest, as a module at the URL `from` finds it; undefined where there is none. */
export function findManifest(name: string, from: string | URL): string | undefined {
  const folders = createRequire(from).resolve.paths(name) ?? []
  return folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path))
}
