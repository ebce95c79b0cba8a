import { glob, readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { Manifest } from './manifests.ts'

/** How large a release is, small first. */
const kinds = ['none', 'patch', 'minor', 'major'] as const

type Kind = (typeof kinds)[number]

/** What one changeset asks for: for each package that it names, how large its release must be. */
export type Changeset = Readonly<Record<string, Kind>>

/** The changesets that wait for a release. */
export async function readChangesets(root: string): Promise<Changeset[]> {
  const changesets: Changeset[] = []
  for await (const path of glob('.changeset/*.md', { cwd: root })) {
    const [, head] = (await readFile(`${root}/${path}`, 'utf8')).split('---\n')
    changesets.push(parse(head) as Changeset)
  }
  return changesets
}

/**
 * The packages whose release would be smaller than that of a peer which no longer fits their range. Whoever has both would be
 * given the new one by an update, and then be refused the installation: what asks for another peer is no patch.
 */
export function laggingPackages(changesets: readonly Changeset[], manifests: Iterable<Manifest>): string[] {
  const sizeOf = (name: string): number =>
    Math.max(0, ...changesets.map((changeset) => kinds.indexOf(changeset[name] ?? 'none')))
  return [...manifests].flatMap(
    ({ name, private: isPrivate, peerDependencies = {}, peerDependenciesMeta = {} }) =>
      Object.keys(peerDependencies)
        .filter((peer) => isPrivate !== true && peerDependenciesMeta[peer]?.optional !== true)
        .filter((peer) => sizeOf(peer) > kinds.indexOf('patch') && sizeOf(name) < sizeOf(peer))
        .map((peer) => `${name} has the peer ${peer}: its release must be as large`),
  )
}
