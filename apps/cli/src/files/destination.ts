import type { Stats } from 'node:fs'
import { readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { UsageError } from '../exit-codes.ts'
import { hasCode } from '../system-errors.ts'

/** Where a path that is to be written leads in the end. */
export type Destination =
  /** A file to put another in the place of, or nothing yet. */
  | { readonly kind: 'file'; readonly path: string; readonly before?: Stats }
  /** A device, a pipe, or a file that a process has open: it is written to. */
  | { readonly kind: 'stream'; readonly path: string }

/** Follows symbolic links. Throws `UsageError` for what can hold no file. */
export async function findDestination(path: string): Promise<Destination> {
  if (path === '') throw new UsageError('Cannot write: the name of the file is empty.')
  if (path.endsWith('/') || path.endsWith(sep)) throw folderInTheWay(path)
  const place = await followLinks(path, path)
  const before = await statOf(place)
  if (before?.isDirectory() === true) throw folderInTheWay(path)
  if (before?.isSocket() === true) throw new UsageError(`Cannot write ${path}: it is a socket. Name a file.`)
  if (before && (!before.isFile() || isOpenFile(place))) return { kind: 'stream', path: place }
  return { kind: 'file', path: place, ...(before && { before }) }
}

const folderInTheWay = (path: string): UsageError =>
  new UsageError(`Cannot write ${path}: it names a folder. Name a file.`)

/** Links that Linux follows too. */
const MOST_LINKS = 40

/** Where the links lead, even where nothing is there yet, as a shell's `>` does. `asked` is for the message. */
async function followLinks(path: string, asked: string, followed = 0): Promise<string> {
  const place = join(await folderOf(path, asked), basename(path))
  const target = isOpenFile(place) ? undefined : await linkAt(place)
  if (target === undefined) return place
  if (followed === MOST_LINKS) throw new UsageError(`Cannot write ${asked}: its links lead in a circle.`)
  return followLinks(resolve(dirname(place), target), asked, followed + 1)
}

async function folderOf(path: string, asked: string): Promise<string> {
  const folder = dirname(path)
  try {
    return await realpath(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new UsageError(`Cannot write ${asked}: there is no folder ${folder}.`)
    throw error
  }
}

/** A file that a process has open, by number, such as `/dev/stdout`: it may have another place, or none. */
const isOpenFile = (place: string): boolean => /^(?:\/proc\/\d+(?:\/task\/\d+)?|\/dev)\/fd\//u.test(place)

/** Where the link at a path leads; undefined where there is none. */
async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await readlink(path)
  } catch {
    return undefined
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}
