import { readdir } from 'node:fs/promises'
import { runCommand } from './command.ts'

/** What a command that is a mistake does. */
export interface Mistake {
  readonly code: number | null
  readonly err: string
  readonly out: string
  readonly hasStackTrace: boolean
  /** The files that were not there before. */
  readonly written: readonly string[]
}

/** What every mistake has besides its words. */
export const EXPLAINED = { code: 2, out: '', hasStackTrace: false, written: [] } as const

/** Runs a command that is a mistake in a folder. */
export async function runMistake(line: string, folder: string): Promise<Mistake> {
  const before = await readdir(folder)
  const { code, err, out } = await runCommand(line.split(' '), { folder })
  const written = (await readdir(folder)).filter((name) => !before.includes(name))
  return { code, err, out, hasStackTrace: /^\s+at /mu.test(err), written }
}
