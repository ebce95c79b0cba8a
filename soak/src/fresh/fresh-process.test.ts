import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { CannotStartError, runFresh } from './fresh-process.ts'

const message = z.object({ n: z.number() })
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bilayer-fresh-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** All messages of a script of that source. */
async function messagesOf(
  source: string,
  { under = [], patience = 60_000 }: { readonly under?: readonly string[]; readonly patience?: number } = {},
): Promise<number[]> {
  const script = join(folder, 'script.mjs')
  writeFileSync(script, source)
  const found: number[] = []
  for await (const { n } of runFresh({ script, args: ['5'], under, message, patience })) found.push(n)
  return found
}

test('gives each message, and leaves out what else is printed', async () => {
  const source = `console.log('noise'); for (let n = 0; n < +process.argv[2]; n++) console.log(JSON.stringify({ n }))`
  expect(await messagesOf(source)).toEqual([0, 1, 2, 3, 4])
})

test('rejects with the end of what was said where the script fails', async () => {
  await expect(messagesOf(`throw new Error('out of luck')`)).rejects.toThrow(/ended with 1:[^]*out of luck/u)
})

test('kills a script that hangs, even one that spins', async () => {
  await expect(messagesOf('for (;;) {}', { patience: 3000 })).rejects.toThrow(
    'hung: it said nothing for 3000 ms',
  )
})

test('refuses a message of another kind', async () => {
  await expect(messagesOf(`console.log('{"n":"x"}')`)).rejects.toThrow(z.ZodError)
})

test('tells a command that is not installed', async () => {
  await expect(messagesOf('', { under: ['no-such-command'] })).rejects.toThrow(CannotStartError)
})
