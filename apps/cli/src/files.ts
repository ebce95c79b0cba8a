import { constants } from 'node:fs'
import { access, mkdtemp, open, rmdir, stat } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { UnwrittenError, UsageError } from './exit-codes.ts'
import { type Destination, findDestination } from './files/destination.ts'
import { modeOf, replaceFile } from './files/replace-file.ts'
import { createTemporary } from './files/temporary.ts'
import { reasonOf } from './system-errors.ts'

/** What is at a path. Throws `UsageError` where there is nothing. */
export async function kindOfExisting(path: string): Promise<'file' | 'folder'> {
  const kind = await kindOf(path)
  if (kind === 'nothing') throw new UsageError(`There is no file ${path}.`)
  return kind
}

/** Throws `UsageError` unless a file can be written there, so that a long run does not end in vain. Nothing is changed. */
export async function checkWritable(path: string): Promise<void> {
  try {
    await tryToWrite(await findDestination(path))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`Cannot write ${path}: ${reasonOf(error)}. Name another file.`, { cause: error })
  }
}

/**
 * Writes the whole file or nothing: what was there before stays until the new one is on the disk. A symbolic link is followed; a
 * device or a pipe is written to. Where this fails, the contents are put somewhere else, and the `UnwrittenError` says where;
 * `what` names them in it, such as `model`.
 */
export async function save(what: string, path: string, contents: string | Uint8Array): Promise<void> {
  const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents
  try {
    await write(path, bytes)
  } catch (cause) {
    const place = await keepElsewhere(basename(path), bytes)
    const kept = place === undefined ? `The ${what} is lost.` : `The ${what} is in ${place} instead.`
    throw new UnwrittenError(`Cannot write ${path}: ${reasonOf(cause)}. ${kept}`, { cause })
  }
}

/** What is at a path. */
export async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'nothing'
  }
}

/** A stream is not opened: whoever reads a pipe would see it end. */
async function tryToWrite(destination: Destination): Promise<void> {
  const { kind, path } = destination
  if (kind === 'stream') return access(path, constants.W_OK)
  if (destination.before) await (await open(path, constants.O_WRONLY)).close()
  try {
    await using _ = await createTemporary(path, modeOf(destination.before))
  } catch (cause) {
    throw new Error(`its folder takes no new file: ${reasonOf(cause)}`, { cause })
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const destination = await findDestination(path)
  if (destination.kind === 'file') return replaceFile(destination.path, bytes, destination.before)
  await using stream = await open(destination.path, constants.O_WRONLY | constants.O_APPEND)
  await stream.writeFile(bytes)
}

/** Puts the contents where there may be room. Returns the path; undefined where nothing took them. */
async function keepElsewhere(name: string, bytes: Uint8Array): Promise<string | undefined> {
  for (const parent of [tmpdir, () => '.', homedir]) {
    try {
      return await keepBelow(parent(), name, bytes)
    } catch {}
  }
  return undefined
}

/** In a folder of its own, which nobody else can read. */
async function keepBelow(parent: string, name: string, bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(parent, 'bilayer-'))
  const path = join(folder, name)
  try {
    await replaceFile(path, bytes)
    return path
  } catch (error) {
    await rmdir(folder)
    throw error
  }
}
