import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'
import packageJson from '../package.json' with { type: 'json' }

/**
 * All that a page needs to train, in one minified file that imports nothing: src/browser.ts, of the sources, with the script of the
 * worker pool in it as text.
 */
export const bundleSingleFile = async (): Promise<Uint8Array> => {
  const script = await bundle('../../backend-worker-pool/src/worker.js')
  return bundle('../src/browser.ts', {
    define: { POOL_SCRIPT: JSON.stringify(new TextDecoder().decode(script).trim()) },
    banner: { js: `/*! bilayer ${packageJson.version}, MIT licence */` },
  })
}

async function bundle(
  entry: string,
  options: Pick<BuildOptions, 'banner' | 'define'> = {},
): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@bilayer/source'],
    logLevel: 'warning',
    ...options,
  })
  return outputFiles[0].contents
}
