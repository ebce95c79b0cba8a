import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules')

/** Lets the many short processes of the tests compile the sources once: Node.js keeps the code there. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(modules, '.cache', 'bilayer-tests') } as const
