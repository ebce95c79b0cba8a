import type { PublishedPackage } from '../../scripts/published-packages.ts'

/** What all checks share. */
export interface Setting {
  /** The repository. */
  readonly root: string
  /** The folder, outside of the repository, that everything is written to. */
  readonly folder: string
  /** The address of the registry that has our packages. */
  readonly registry: string
  /** What was published there. */
  readonly packages: readonly PublishedPackage[]
  /** The environment of a stranger, taken at the start: Vite, which serves pages, changes that of this process later. */
  readonly env: NodeJS.ProcessEnv
  /** Ends the run. */
  readonly signal: AbortSignal
}
