import { serveBuilt } from '../../../scripts/serve-built.ts'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { built } from './folder.ts'

/** How the site is served. */
export interface ServeOptions {
  /** The path that it is below, with a slash at both ends; `/` unless given. */
  readonly base?: string
  /** Whether pages can share memory with threads, as `worker-pool` of the playground needs it; so it is unless given. */
  readonly isIsolated?: boolean
}

/** Serves the built site on this machine alone. Rejects where it is not built. */
export const serve = ({ base = '/', isIsolated = true }: ServeOptions = {}): Promise<Served> =>
  serveBuilt(built, { appType: 'mpa', base, ...(!isIsolated && { preview: { headers: {} } }) })
