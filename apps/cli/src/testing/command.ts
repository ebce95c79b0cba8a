import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { COMPILE_CACHE } from './compile-cache.ts'

const main = join(import.meta.dirname, '..', 'main.ts')

export interface Outcome {
  readonly code: number | null
  /** The signal that ended it, where one did. */
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** How to run the command. */
export interface RunOptions {
  readonly folder: string
  readonly env?: Record<string, string>
  /** What stands before the program, such as `--max-old-space-size=64`. */
  readonly nodeOptions?: readonly string[]
  /** Sees all that was printed so far, whenever more is. */
  readonly watch?: (printed: { readonly out: string; readonly err: string }, kill: Kill) => void
}

type Kill = (signal: NodeJS.Signals) => void

/** Runs the command as users do: a process of its own, in a folder. */
export function runCommand(
  args: readonly string[],
  { folder, env = {}, nodeOptions = [], watch = () => {} }: RunOptions,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--conditions=@bilayer/source', ...nodeOptions, main, ...args], {
      cwd: folder,
      env: { ...process.env, ...COMPILE_CACHE, ...env },
    })
    const printed = { out: '', err: '' }
    const hear = (name: keyof typeof printed) => (chunk: unknown) => {
      printed[name] += String(chunk)
      watch(printed, (signal) => {
        child.kill(signal)
      })
    }
    child.stdout.on('data', hear('out'))
    child.stderr.on('data', hear('err'))
    child.on('close', (code, signal) => resolve({ code, signal, ...printed }))
  })
}
