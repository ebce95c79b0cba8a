import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ArgumentError, describeError, FormatError } from '@bilayer/core'
import { isGzip } from '../gzip.ts'

/** The bytes of a file, as they are needed; of a gzip file those that it holds. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of await streamOf(path)) yield bytes as Uint8Array
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_') === true) {
      throw new FormatError('The gzip file is damaged or cut off.', { cause })
    }
    throw cause
  }
}

async function streamOf(path: string): Promise<Readable> {
  const isPacked = await beginsAsGzip(path)
  const file = createReadStream(path)
  if (!isPacked) return file
  // What fails is told by the last stream, which is the one that is read.
  return pipeline(file, createGunzip(), () => {})
}

async function beginsAsGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array(2)
    await file.read(bytes)
    return isGzip(bytes)
  } finally {
    await file.close()
  }
}

/** An error of reading a file, with the file's name. */
export function readingFailed(path: string, cause: unknown): Error {
  if (cause instanceof FormatError) return new FormatError(`${path}: ${cause.message}`, { cause })
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return new ArgumentError(`${path}: there is no such file.`, { cause })
  if (code === 'EISDIR') return new ArgumentError(`${path}: this is a folder, not a file.`, { cause })
  if (code === undefined) return cause as Error
  return new ArgumentError(`${path} cannot be read: ${describeError(cause)}.`, { cause })
}
