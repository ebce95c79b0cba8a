import { join } from 'node:path'
import { isolation } from '../../../../scripts/isolation.ts'
import { serveBuilt } from '../../../../scripts/serve-built.ts'
import type { Served } from '../../../../scripts/until-interrupted.ts'

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

const built = join(import.meta.dirname, '..', '..', 'dist')

/** Serves the built page on this machine alone. Rejects where it is not built, or the port is taken. */
export const serve = ({
  port,
  base,
  isIsolated = true,
  folder = built,
}: ServeOptions = {}): Promise<Served> =>
  serveBuilt(folder, {
    ...(base !== undefined && { base }),
    preview: {
      ...(port !== undefined && { port, strictPort: true }),
      ...(!isIsolated && { headers: open }),
    },
  })

/** What the headers of isolation are where a host sets none. */
const open = Object.fromEntries(Object.keys(isolation).map((name) => [name, 'unsafe-none']))
