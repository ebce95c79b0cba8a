import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { collectPrinted } from './printed.ts'

/** Where and how a program runs. */
export interface ProgramOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Ends it, with all that it has started; its reason is what the run rejects with. */
  readonly signal: AbortSignal
  /** Called with all that it has printed so far, whenever it prints. */
  readonly onPrint?: (printed: string) => void
}

/** Seconds after which a program is ended: one that hangs fails one check, not the run. */
const LONGEST = 480

/**
 * Runs a program to its end, and gives what it printed, on both streams in the order in which it came. It has a process group
 * of its own, so that what it started ends with it. Rejects, with the command and all that it printed, where it fails.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, signal, onPrint }: ProgramOptions,
): Promise<string> {
  signal.throwIfAborted()
  const ends = AbortSignal.any([signal, AbortSignal.timeout(1000 * LONGEST)])
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => endGroup(child.pid)
  ends.addEventListener('abort', end)

  const printed = collectPrinted(child, onPrint)
  try {
    const [code, killed] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    signal.throwIfAborted()
    if (code === 0) return printed()
    const how = ends.aborted ? `did not end within ${LONGEST} s` : endOf(code, killed)
    throw new Error(`${[command, ...args].join(' ')}\nin ${cwd}\n${how}, and printed:\n${printed()}`)
  } finally {
    ends.removeEventListener('abort', end)
    end()
  }
}

const endOf = (code: number | null, signal: NodeJS.Signals | null): string =>
  code === null ? `was ended by ${signal}` : `ended with code ${code}`

/** Ends a process and all that it started, if they are still there. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
