import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')

/** The programs of `registry/package.json`, each by its path. Those that are scripts run on Node.js. */
export const pinned = {
  bun: join(modules, '.bin', 'bun'),
  deno: join(modules, '.bin', 'deno'),
  esbuild: join(modules, '.bin', 'esbuild'),
  vite: join(modules, '.bin', 'vite'),
  webpack: join(modules, '.bin', 'webpack'),
  verdaccio: join(modules, 'verdaccio', 'bin', 'verdaccio'),
  typesOfNode: join(modules, '@types'),
  node: (major: '20' | '22' | '26') => join(modules, `node-${major}`, 'bin', 'node'),
  tsc: (version: '5.9' | '6') => join(modules, `typescript-${version}`, 'lib', 'tsc.js'),
} as const
