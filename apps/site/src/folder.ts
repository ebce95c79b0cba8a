import { join } from 'node:path'

/** The site in its sources, and as it is built. */
export const site = join(import.meta.dirname, '..')
export const built = join(site, 'dist')
