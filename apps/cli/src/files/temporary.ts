import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync } from 'node:fs'
import { type FileHandle, open, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { onKilled } from '../signals.ts'
import { hasCode } from '../system-errors.ts'

/** A file beside another, for what will take its place. Disposing closes it, and removes it where it still is. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string
  readonly handle: FileHandle
}

/** Temporary files of this process, by name. */
const ours = new Set<string>()

/** Characters of the target's name in that of its temporary file: a name may have 255 bytes in all. */
const LONGEST_START = 50

/** The owner reads and writes, whatever the mode of the file to be replaced. */
const OWNER = 0o600

/** Opens a new temporary file beside `target`. What killed processes left behind of it is removed. */
export async function createTemporary(target: string, mode: number): Promise<TemporaryFile> {
  await removeAbandoned(target)
  const name = `${startOf(target)}${process.pid}-${randomBytes(4).toString('hex')}.unfinished`
  const path = join(dirname(target), name)
  const killed = onKilled(() => rmSync(path, { force: true }))
  ours.add(name)
  const remove = async (): Promise<void> => {
    await removeIfPossible(path)
    ours.delete(name)
    killed[Symbol.dispose]()
  }
  try {
    // At once: a file still on its way would come after the cleanup.
    closeSync(openSync(path, 'wx', mode | OWNER))
    const handle = await open(path, 'r+')
    return {
      path,
      handle,
      [Symbol.asyncDispose]: async () => {
        try {
          await handle.close()
        } finally {
          await remove()
        }
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Removes the temporary files of `target` whose processes are gone. */
async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target)
  const abandoned = (await namesIn(folder)).filter((name) => isAbandoned(name, startOf(target)))
  await Promise.all(abandoned.map((name) => removeIfPossible(join(folder, name))))
}

const startOf = (target: string): string => `.${basename(target).slice(0, LONGEST_START)}.`

/** After the start: the process that writes it, and a random number. */
const REST = /^(\d+)-[0-9a-f]{8}\.unfinished$/u

function isAbandoned(name: string, start: string): boolean {
  const rest = name.startsWith(start) ? REST.exec(name.slice(start.length)) : null
  if (!rest || ours.has(name)) return false
  const pid = Number(rest[1])
  return pid === process.pid || !isRunning(pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !hasCode(error, 'ESRCH')
  }
}

/** A folder may take new files and yet not be readable. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

async function removeIfPossible(path: string): Promise<void> {
  try {
    await rm(path, { force: true })
  } catch {}
}
