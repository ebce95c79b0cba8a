import { gzipSync } from 'node:zlib'
import { build, type BuildOptions, type Plugin } from 'esbuild'

/** How our packages are found, and what a page brings along itself. */
type BundleOptions = Pick<BuildOptions, 'conditions' | 'external'>

/** What a page loads of a module, sooner or later. */
export interface PageBundle {
  /** Its bytes, minified and compressed. */
  readonly bytes: number
  /** The packages of others that are in it. */
  readonly libraries: readonly string[]
}

/** Bundles a module for a page into one file. */
export async function bundleForPage(contents: string, options: BundleOptions = {}): Promise<PageBundle> {
  const { metafile, outputFiles } = await bundle(contents, options)
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  )
  const libraries = files.flatMap((path) => /.*\/node_modules\/([^/]+)/u.exec(path)?.slice(1) ?? [])
  return {
    bytes: compressedLength(outputFiles[0].contents),
    libraries: [...new Set(libraries)].toSorted(),
  }
}

/**
 * The bytes that a page loads of a module to begin with, minified and compressed: without what is imported when it is used, but for
 * what `uses` matches.
 */
export async function bytesAtStart(
  contents: string,
  { uses, ...options }: BundleOptions & { readonly uses?: RegExp | undefined } = {},
): Promise<number> {
  const later: Plugin = {
    name: 'later',
    setup: (esbuild) => {
      // esbuild is written in Go, whose expressions have no flag u.
      // oxlint-disable-next-line require-unicode-regexp
      esbuild.onResolve({ filter: /./ }, ({ kind, path }) =>
        kind === 'dynamic-import' && uses?.test(path) !== true ? { path, external: true } : undefined,
      )
    },
  }
  const { outputFiles } = await bundle(contents, { ...options, plugins: [later] })
  return compressedLength(outputFiles[0].contents)
}

const bundle = (contents: string, options: BundleOptions & Pick<BuildOptions, 'plugins'>) =>
  build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
    ...options,
  })

/** The bytes of a file as a server sends it: compressed by gzip, at its best. */
export const compressedLength = (contents: Uint8Array): number => gzipSync(contents, { level: 9 }).length
