import type { Stats } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from '../system-errors.ts'
import { createTemporary } from './temporary.ts'

/** A process elsewhere that shares the folder cannot know that this one is running, and may remove its temporary file. */
const ATTEMPTS = 3

/**
 * Puts a file in the place of another, `before`, or of nothing, whole or not at all, with the permissions of what was there.
 * It is on the disk when this returns.
 */
export async function replaceFile(path: string, bytes: Uint8Array, before?: Stats): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await replaceOnce(path, bytes, before)
      return
    } catch (error) {
      if (attempt === ATTEMPTS || !hasCode(error, 'ENOENT')) throw error
    }
  }
}

async function replaceOnce(path: string, bytes: Uint8Array, before?: Stats): Promise<void> {
  await using temporary = await createTemporary(path, modeOf(before))
  const { handle } = temporary
  if (before) await givePermissions(handle, before)
  // Writes on where the system took only a part. (https://github.com/nodejs/node: lib/internal/fs/promises.js, writeFileHandle)
  await handle.writeFile(bytes)
  await handle.sync()
  const { size } = await handle.stat()
  if (size !== bytes.byteLength) throw new Error(`only ${size} of ${bytes.byteLength} bytes arrived`)
  await handle.close()
  await rename(temporary.path, path)
  await syncFolder(dirname(path))
}

const PERMISSIONS = 0o777

/** What a new file gets before the user's mask, or what the old one has. */
export const modeOf = (before: Stats | undefined): number => (before ? before.mode & PERMISSIONS : 0o666)

/** As far as the file system can and this user may: only root gives files away. */
async function givePermissions(handle: FileHandle, before: Stats): Promise<void> {
  try {
    await handle.chown(before.uid, before.gid)
  } catch {}
  try {
    await handle.chmod(modeOf(before))
  } catch {}
}

/** Some systems cannot; then a power failure may bring back the old file, which is whole too. */
async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path)
    await folder.sync()
  } catch {}
}
