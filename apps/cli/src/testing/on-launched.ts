import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { environment, type Launcher } from '../../../../packages/mpi/src/testing/launch.ts'
import { COMPILE_CACHE } from './compile-cache.ts'

const main = join(import.meta.dirname, '..', 'main.ts')

/** The command on ranks that a launcher started. */
export interface Launched {
  readonly launcher: ChildProcess
  /** What was printed so far. */
  readonly printed: { out: string; err: string }
  /** Once all have ended: the exit code of the launcher; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** Runs the command on ranks, in a folder. Several command lines share them. */
export function launchCommand(
  { command }: Launcher,
  ranks: number,
  lines: readonly string[],
  { folder, env = {} }: { folder: string; env?: Record<string, string> },
): Launched {
  const programs = lines.flatMap((line, i) => [
    ...(i === 0 ? [] : [':']),
    '-n',
    String(ranks / lines.length),
    process.execPath,
    '--conditions=@bilayer/source',
    main,
    ...line.split(' '),
  ])
  const launcher = spawn(command, programs, {
    cwd: folder,
    env: { ...process.env, ...COMPILE_CACHE, ...environment, ...env },
  })
  const printed = { out: '', err: '' }
  launcher.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text
  })
  launcher.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    launcher.once('error', reject)
    launcher.once('close', resolve)
  })
  return { launcher, printed, ended }
}

/** The process of a rank, once the command has told it and the launcher has passed that on. */
export async function processOf({ launcher, printed }: Launched, rank: number): Promise<number> {
  const told = () => new RegExp(String.raw`^Ranks on .*\b${rank} \((\d+)\)`, 'mu').exec(printed.out)?.[1]
  while (told() === undefined) {
    if (launcher.exitCode !== null) throw new Error(`The process of rank ${rank} is not told: ${printed.out}`)
    await setTimeout(20)
  }
  return Number(told())
}
