import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UnwrittenError, UsageError } from '../exit-codes.ts'
import { onKilled } from '../signals.ts'
import { hasCode, reasonOf } from '../system-errors.ts'

/**
 * Makes a folder of files, by their paths in it, whole or not at all: it is written under another name beside its place.
 * Throws `UsageError` where something is there already or no folder can be made, `UnwrittenError` where the files find no room.
 */
export async function writeNewFolder(path: string, files: ReadonlyMap<string, string>): Promise<void> {
  const place = resolve(path)
  const isEmptyFolder = await checkFree(path, place)
  const temporary = join(
    dirname(place),
    `.${basename(place).slice(0, 50)}.${randomBytes(4).toString('hex')}.unfinished`,
  )
  // A signal waits until this is over, for all of it is done at once: there is nothing to clean up.
  using _ = onKilled(() => {})
  makeFolder(path, temporary)
  try {
    writeFiles(temporary, files)
    // Not every system puts a folder in the place of an empty one.
    if (isEmptyFolder) rmdirSync(place)
    renameSync(temporary, place)
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true })
    throw new UnwrittenError(`Cannot write ${path}: ${reasonOf(cause)}. Nothing was written.`, { cause })
  }
}

/** Throws `UsageError` where there is more than an empty folder; tells whether there is one. */
async function checkFree(path: string, place: string): Promise<boolean> {
  if (place === process.cwd()) {
    throw new UsageError(`Cannot write ${path}: it is the current folder. Name one that is not there yet.`)
  }
  try {
    if ((await readdir(place)).length === 0) return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw new UsageError(`Cannot write ${path}: ${reasonOf(error)}. Name another folder.`, { cause: error })
  }
  throw new UsageError(`Cannot write ${path}: the folder is there already, and not empty. Name another.`)
}

function makeFolder(path: string, temporary: string): void {
  try {
    mkdirSync(temporary)
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: no folder can be made there: ${reasonOf(error)}.`, {
      cause: error,
    })
  }
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, contents] of files) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, contents)
  }
}
