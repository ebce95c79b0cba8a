import { preview } from 'vite'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { isolation } from '../../playground/src/server/isolation.ts'
import { built } from './folder.ts'

/** How the site is served. */
export interface ServeOptions {
  /** The path that it is below, with a slash at both ends; `/` unless given. */
  readonly base?: string
  /** Whether pages can share memory with threads, as `worker-pool` of the playground needs it; so it is unless given. */
  readonly isIsolated?: boolean
}

/** Serves the built site on this machine alone. Rejects where it is not built. */
export async function serve({ base = '/', isIsolated = true }: ServeOptions = {}): Promise<Served> {
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    base,
    build: { outDir: built },
    preview: { host: '127.0.0.1', headers: isIsolated ? isolation : {} },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The server has no address.')
  return { url, [Symbol.asyncDispose]: () => server.close() }
}
