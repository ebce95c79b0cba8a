import { existsSync } from 'node:fs'
import { type InlineConfig, preview } from 'vite'
import { isolation } from './isolation.ts'
import type { Served } from './until-interrupted.ts'

/** Serves a folder that was built, isolated and on this machine alone, unless the options say otherwise. Rejects where it is not there. */
export async function serveBuilt(
  folder: string,
  { preview: own, ...options }: Pick<InlineConfig, 'appType' | 'base' | 'preview'> = {},
): Promise<Served> {
  if (!existsSync(folder)) throw new Error(`There is no ${folder}: it must be built first.`)
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder },
    ...options,
    preview: { host: '127.0.0.1', headers: isolation, ...own },
  })
  const url = server.resolvedUrls?.local[0]
  if (url !== undefined) return { url, [Symbol.asyncDispose]: () => server.close() }
  await server.close()
  throw new Error('The server has no address.')
}
