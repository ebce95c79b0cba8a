import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** What a page with this module loads: the libraries of others in it, and its bytes, minified and compressed. */
async function bundled(contents: string): Promise<{ libraries: readonly string[]; bytes: number }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@bilayer/source'],
  })
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  )
  const libraries = files.flatMap((path) => /.*\/node_modules\/([^/]+)/u.exec(path)?.slice(1) ?? [])
  return {
    libraries: [...new Set(libraries)].toSorted(),
    bytes: gzipSync(outputFiles[0].contents, { level: 9 }).length,
  }
}

test.each([
  ['readCsv', '@bilayer/data', 22_000, ['csv-parse']],
  ['readJson', '@bilayer/data', 6_000, []],
  ['readIdx', '@bilayer/data', 2_000, []],
  ['decodePng', '@bilayer/data/images', 12_000, ['fast-png', 'fflate', 'iobuffer']],
  [
    'readParquet',
    '@bilayer/data/parquet',
    110_000,
    ['fzstd', 'hyparquet', 'hyparquet-compressors', 'hysnappy'],
  ],
])('a page with %s of %s loads at most %i bytes, and no other reader', async (name, entry, most, needed) => {
  const { libraries, bytes } = await bundled(`export { ${name} } from '${entry}'`)
  expect(libraries).toEqual(needed)
  expect(bytes).toBeLessThan(most)
})
