import { fileURLToPath } from 'node:url'
import { preview } from 'vite'
import type { Served } from '../../../../scripts/until-interrupted.ts'
import { isolation } from './isolation.ts'

/** How the page is served. */
export interface ServeOptions {
  /** The port: the next free one from 4173 on unless given. */
  readonly port?: number
  /** The path below which the page is: `/` unless given. */
  readonly base?: string
  /** Whether with the headers that memory shared by threads needs. Not every host sets them. */
  readonly isIsolated?: boolean
  /** The folder of the built page: where `build` puts it unless given. */
  readonly folder?: string
}

/** Serves the built page on this machine alone. Rejects where it is not built, or the port is taken. */
export async function serve({ port, base, isIsolated = true, folder }: ServeOptions = {}): Promise<Served> {
  const server = await preview({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    ...(base !== undefined && { base }),
    ...(folder !== undefined && { build: { outDir: folder } }),
    preview: {
      ...(port !== undefined && { port, strictPort: true }),
      ...(!isIsolated && { headers: open }),
    },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The server has no address.')
  return { url, [Symbol.asyncDispose]: () => server.close() }
}

/** What the headers of isolation are where a host sets none. */
const open = Object.fromEntries(Object.keys(isolation).map((name) => [name, 'unsafe-none']))
