import { serveBuilt } from '../../../scripts/serve-built.ts'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { built } from './folder.ts'

/** Serves the built site on this machine alone, below a path if one is given. Rejects where it is not built. */
export const serve = (base = '/'): Promise<Served> => serveBuilt(built, { appType: 'mpa', base })
