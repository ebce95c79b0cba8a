import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { UsageError } from './exit-codes.ts'

/** Throws unless a file could be written there, so that a long run does not end in vain. */
export async function checkWritable(path: string): Promise<void> {
  const folder = await kindOf(dirname(path))
  if (folder !== 'folder') throw new UsageError(`Cannot write ${path}: there is no folder ${dirname(path)}.`)
  if ((await kindOf(path)) === 'folder')
    throw new UsageError(`Cannot write ${path}: it is a folder. Name a file.`)
}

/** Writes the whole file or nothing: what was there before stays until the new one is complete. */
export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  await writeFileAtomic(path, typeof contents === 'string' ? contents : Buffer.from(contents))
}

/** What is at a path. */
export async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'nothing'
  }
}
