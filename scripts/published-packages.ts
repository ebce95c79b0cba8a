import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What the checks of packages read of a manifest. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: Record<string, unknown>
  readonly bin?: Record<string, string>
}

/** A package that is published, and its folder. */
export interface PublishedPackage {
  readonly folder: string
  readonly manifest: Manifest
}

/** The packages of a copy of this repository that are published, by name. */
export async function publishedPackages(root: string): Promise<PublishedPackage[]> {
  const packages: PublishedPackage[] = []
  for await (const path of glob(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })) {
    const manifest = JSON.parse(await readFile(join(root, path), 'utf8')) as Manifest
    if (manifest.private !== true) packages.push({ folder: join(root, dirname(path)), manifest })
  }
  return packages.toSorted((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
}

/** What a program can import of a package: an adapter for a test runner can be imported only where that runs. */
export const importableEntries = ({ manifest: { name, exports = {} } }: PublishedPackage): string[] =>
  Object.keys(exports)
    .filter((entry) => entry !== './vitest' && !entry.endsWith('.json'))
    .map((entry) => name + entry.slice(1))
