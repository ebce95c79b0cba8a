import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join } from 'node:path'
import envPaths from 'env-paths'

/** Bytes that the file may have; it is written with far less. */
const LONGEST = 2 ** 20

const path = (): string => join(envPaths('bilayer', { suffix: '' }).cache, 'choices.json')

/** A write takes milliseconds: what is unfinished for longer was left behind. */
const LONGEST_WRITE = 60_000

/** What was written last; undefined where what stands there can be none of ours: no file, or one too large. */
export function readText(): string | undefined {
  // Without waiting: to open a pipe would else wait for a writer.
  const file = openSync(path(), constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const found = fstatSync(file)
    return found.isFile() && found.size <= LONGEST ? readFileSync(file, 'utf8') : undefined
  } finally {
    closeSync(file)
  }
}

/**
 * Writes to another file first, so that no reader finds half of it. That has one name for all processes: who finds it there leaves
 * the writing to the other, and a process that was killed leaves one file behind at most, which a later one removes.
 */
export function writeText(text: string): void {
  const file = path()
  makeFolder(dirname(file))
  const unfinished = `${file}.unfinished`
  if (isLeftBehind(unfinished)) rmSync(unfinished)
  const created = openSync(unfinished, 'wx')
  try {
    writeAndClose(created, text)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

function writeAndClose(file: number, text: string): void {
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
}

function isLeftBehind(unfinished: string): boolean {
  const found = statSync(unfinished, { throwIfNoEntry: false })
  // A time in the future is no time at which it was written.
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > LONGEST_WRITE
}

/** `mkdirSync` with `recursive` never ends below `/proc`, which refuses a folder as if the one above it were missing. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** What this machine is, as far as speed goes. */
export const machine = (): string =>
  `${cpus().at(0)?.model ?? process.arch}, ${availableParallelism()} threads, ${process.platform}, Node.js ${process.versions.node}`
