import { dirname, join } from 'node:path'
import { type Manifest, readManifests } from './manifests.ts'

/** A package that is published, and its folder. */
export interface PublishedPackage {
  readonly folder: string
  readonly manifest: Manifest
}

/** The packages of a copy of this repository that are published, by name. */
export async function publishedPackages(root: string): Promise<PublishedPackage[]> {
  const packages = [...(await readManifests(root))].flatMap(([path, manifest]) =>
    manifest.private === true ? [] : [{ folder: join(root, dirname(path)), manifest }],
  )
  return packages.toSorted((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
}

/** What a program can import of a package: an adapter for a test runner can be imported only where that runs. */
export const importableEntries = ({ manifest: { name, exports = {} } }: PublishedPackage): string[] =>
  Object.keys(exports)
    .filter((entry) => entry !== './vitest' && !entry.endsWith('.json'))
    .map((entry) => name + entry.slice(1))
