import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join } from 'node:path'
import envPaths from 'env-paths'

/** Bytes that the file may have; it is written with far less. */
const LONGEST = 2 ** 20

const path = (): string => join(envPaths('bilayer', { suffix: '' }).cache, 'choices.json')

/** What was written last; undefined where there is nothing of a size that can be. */
export function readText(): string | undefined {
  const file = path()
  return statSync(file).size > LONGEST ? undefined : readFileSync(file, 'utf8')
}

/** Writes to another file first, so that no reader finds half of it. */
export function writeText(text: string): void {
  const file = path()
  makeFolder(dirname(file))
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, text)
  renameSync(unfinished, file)
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
