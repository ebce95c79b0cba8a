import { glob, readFile } from 'node:fs/promises'

/** What the checks of packages ask of a package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly dependencies?: Record<string, string>
  readonly exports?: Record<string, unknown>
  readonly bin?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly peerDependenciesMeta?: Record<string, { readonly optional?: boolean }>
}

/** The manifests of all packages and apps below a folder, by their paths in it. */
export async function readManifests(root: string): Promise<Map<string, Manifest>> {
  const manifests = new Map<string, Manifest>()
  for await (const path of glob(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })) {
    manifests.set(path, JSON.parse(await readFile(`${root}/${path}`, 'utf8')) as Manifest)
  }
  return manifests
}
