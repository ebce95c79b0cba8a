import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s ends the matrix, and nothing is left of it',
  { timeout: 60_000 },
  async (signal, expected) => {
    await using scratch = await mkdtempDisposable(join(tmpdir(), 'bilayer-ended-'))
    const named = ['--backends', 'cpu-js', '--runtimes', 'node-24', '--output', join(scratch.path, 'matrix')]
    const child = spawn(process.execPath, ['--conditions=@bilayer/source', main, ...named], {
      env: { ...process.env, TMPDIR: scratch.path },
    })
    const ended = once(child, 'close')
    await vi.waitFor(async () => expect(await readdir(scratch.path)).toHaveLength(1), { timeout: 30_000 })
    child.kill(signal)
    expect(await ended).toEqual([expected, null])
    expect(await readdir(scratch.path)).toEqual([])
  },
)
