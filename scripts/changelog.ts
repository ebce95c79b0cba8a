/** How `changeset version` writes each CHANGELOG.md. */

/** A change, as its author described it. */
interface Changeset {
  readonly summary: string
}

/** A package of ours that gets a new version in the same release. */
interface Dependency {
  readonly name: string
  readonly oldVersion: string
  readonly newVersion: string
}

/** What a package has before its first release. */
const UNRELEASED = '0.0.0'

export default {
  /** A change, as an item of a list. */
  getReleaseLine: async ({ summary }: Changeset): Promise<string> =>
    `- ${summary.trim().replaceAll(/\n(?=.)/gu, '\n  ')}\n`,

  /** The packages of ours that it now asks for. Beside a package that is new, nobody had an older one. */
  getDependencyReleaseLine: async (
    _changesets: readonly Changeset[],
    dependencies: readonly Dependency[],
  ): Promise<string> => {
    const updated = dependencies.filter(({ oldVersion }) => oldVersion !== UNRELEASED)
    if (updated.length === 0) return ''
    return `- Goes with ${updated.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`).join(', ')}.\n`
  },
}
