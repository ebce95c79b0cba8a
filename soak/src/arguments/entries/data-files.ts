import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as images from '@bilayer/data/images'
import * as node from '@bilayer/data/node'
import * as parquet from '@bilayer/data/parquet'
import { type Entry, parameter } from '../entry.ts'
import type { Legality } from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'
import { csvOptions, partOptions, readOptions } from './read-options.ts'

/** A PNG file of one grey pixel. */
const picture = (): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
      'base64',
    ),
  )

/** A Parquet file of one column, with the numbers 1 and 2. */
const numbers = (): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      'UEFSMRUGFSQVJFwVBBUAFQQVABUEFQAAAAMDAAAAAAAA8D8AAAAAAAAAQBUEGSxIBHJvb3QVAgAVCiUCGAFhABYEGRwZHCYIHBUKGRUAGRgBYRUAFgQWThZOJggAABZOFgQ2TgAoCWh5cGFycXVldBkcHAAAAEsAAABQQVIx',
      'base64',
    ),
  )

/** What is in a file is no matter of arguments. */
const bytes: Legality = (value) => (value instanceof Uint8Array ? 'either' : false)

/** Nor is whether there is one of that name. */
const path: Legality = (value) => (typeof value === 'string' ? 'either' : false)

/** What an error may call a path that leads to nothing. */
const names = ['path', 'file', 'format', 'pictures']

/** Calls a function with the path of a folder that holds one file, or with that of the file. */
const onDisk =
  (
    fn: (path: string, options: object) => unknown,
    argument: string,
    file: string,
    contents: string | Uint8Array,
  ) =>
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bilayer-arguments-'))
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), contents)
    return { fn, args: [join(folder, argument), {}], close: () => rm(folder, { recursive: true }) }
  }

/** What reads a table by its path. */
const tables = { readTable: node.readTable, streamTable: node.streamTable }

const nodeFunctions: readonly Entry[] = [
  {
    name: 'imageFolder',
    call: onDisk(node.imageFolder, 'pictures', 'pictures/a/1.png', picture()),
    parameters: [parameter([0], path, ...names)],
  },
  ...(['readTable', 'streamTable'] as const).map(
    (name): Entry => ({
      name,
      call: onDisk(tables[name], 'a.csv', 'a.csv', 'a,b\n1,x\n'),
      parameters: [parameter([0], path, ...names), ...csvOptions, ...partOptions],
    }),
  ),
]

export const dataNodeEntries: PackageEntries = {
  package: '@bilayer/data/node',
  exports: node,
  entries: nodeFunctions,
}

export const dataImagesEntries: PackageEntries = {
  package: '@bilayer/data/images',
  exports: images,
  entries: [
    {
      name: 'decodePng',
      call: () => ({ fn: images.decodePng, args: [picture()] }),
      parameters: [parameter([0], bytes, 'bytes', 'PNG')],
    },
  ],
}

export const dataParquetEntries: PackageEntries = {
  package: '@bilayer/data/parquet',
  exports: parquet,
  entries: [
    {
      name: 'readParquet',
      call: () => ({ fn: parquet.readParquet, args: [numbers(), {}] }),
      parameters: [parameter([0], bytes, 'bytes', 'Parquet'), ...readOptions],
    },
  ],
}
