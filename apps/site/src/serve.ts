import { preview } from 'vite'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { isolation } from '../../playground/src/server/isolation.ts'
import { built } from './folder.ts'

/** Serves the built site on this machine alone, below a path if one is given. Rejects where it is not built. */
export async function serve(base = '/'): Promise<Served> {
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    base,
    build: { outDir: built },
    preview: { host: '127.0.0.1', headers: isolation },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The server has no address.')
  return { url, [Symbol.asyncDispose]: () => server.close() }
}
