import { access, mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runProgram } from './program.ts'

const options = { cwd: import.meta.dirname, env: process.env, signal: new AbortController().signal }
const node = (code: string, signal = options.signal) =>
  runProgram(process.execPath, ['--eval', code], { ...options, signal })

test('a program gives what it printed on both streams', async () => {
  expect(await node("process.stdout.write('a'); process.stderr.write('b')")).toMatch(/^(?:ab|ba)$/u)
})

test('a program that fails tells what was run, how it ended and what it printed', async () => {
  await expect(node("console.log('half'); process.exitCode = 3")).rejects.toThrow(
    /--eval console\.log[^]*\nin .*\nended with code 3, and printed:\nhalf/u,
  )
})

test('a program that is not there is named', async () => {
  await expect(runProgram('no-such-program', [], options)).rejects.toThrow('no-such-program')
})

test('a program that is stopped ends with all that it started', async () => {
  const stop = new AbortController()
  await using scratch = await mkdtempDisposable(join(tmpdir(), 'bilayer-program-'))
  const sign = join(scratch.path, 'started')
  // The child's own child holds the same pipes, so the program has not ended before both have.
  const lasting = `require('node:fs').writeFileSync(${JSON.stringify(sign)}, ''); setInterval(() => {}, 1000)`
  const start = `['--eval', ${JSON.stringify(lasting)}], { stdio: 'inherit' }`
  const ended = node(`require('node:child_process').spawn(process.execPath, ${start})`, stop.signal)
  await vi.waitFor(() => access(sign), { timeout: 60_000 })
  stop.abort(new Error('That is enough.'))
  await expect(ended).rejects.toThrow('That is enough.')
})
