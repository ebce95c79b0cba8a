import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { exitCodes } from '../exit-codes.ts'
import { runCommand } from './command.ts'

/** Runs a command that is a mistake: it is told in these words, without a stack trace, and nothing is printed or written. */
export async function expectMistake(line: string, folder: string, words: string): Promise<void> {
  const before = await readdir(folder)
  const { code, err, out } = await runCommand(line.split(' '), { folder })
  expect(err).toContain(words)
  expect(err).not.toContain('    at ')
  expect({ code, out }).toEqual({ code: exitCodes.usage, out: '' })
  expect(await readdir(folder)).toEqual(before)
}
