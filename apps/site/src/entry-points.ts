import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

/** What can be imported of a package. */
export interface EntryPoint {
  /** As it is imported: `@bilayer/data/node`. */
  readonly name: string
  /** The source that is loaded, by its path in the repository. */
  readonly source: string
}

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** Every entry point of every package that has types, in the order of their names. */
export const entryPoints = (): EntryPoint[] =>
  globSync('packages/*/package.json', { cwd: root })
    .flatMap((path) => {
      const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
      return Object.entries(exports).flatMap(([subpath, target]) => {
        const source = typeof target === 'string' ? undefined : target['@bilayer/source']
        if (typeof target === 'string' || source === undefined || target['types'] === undefined) return []
        return [{ name: join(name, subpath), source: join(dirname(path), source) }]
      })
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
