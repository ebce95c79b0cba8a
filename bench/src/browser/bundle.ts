import { build } from 'esbuild'

/** A script with all that it imports, from the sources, for a page. */
export async function bundle(entryPoint: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@bilayer/source'],
    logLevel: 'error',
  })
  return outputFiles[0].text
}
