import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { z } from 'zod'

/** A script that runs in a process of its own, so that what it leaves behind, or breaks, is its own. */
export interface FreshProcess<Message extends z.ZodType> {
  /** The file that it runs. */
  readonly script: string
  readonly args: readonly string[]
  /** A command to run it under, such as `xvfb-run` with its options. */
  readonly under?: readonly string[]
  /** Options for Node.js that its worker threads need not be told of, as they would be of those on the command line. */
  readonly nodeOptions?: string
  /** What each line that it prints by `tell` must be. */
  readonly message: Message
  /** Milliseconds without a message after which it counts as hung, and is killed. */
  readonly patience: number
}

/** A script that cannot be started here, because the command to run it under is not installed. */
export class CannotStartError extends Error {
  override readonly name = 'CannotStartError'
}

/** Runs the script and gives each of its messages. Throws where it fails or hangs, with the end of what it printed. */
export async function* runFresh<Message extends z.ZodType>({
  script,
  args,
  under = [],
  nodeOptions = '',
  message,
  patience,
}: FreshProcess<Message>): AsyncGenerator<z.infer<Message>> {
  const node = [process.execPath, '--conditions=@bilayer/source', script, ...args]
  const [command, ...rest] = [...under, ...node]
  // A group of its own, so that it can be ended together with what it is run under.
  const child = spawn(command, rest, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: nodeOptions },
  })
  const end = (): void => endGroup(child.pid)
  process.on('exit', end)

  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new CannotStartError(`${command} cannot be started: ${cause.message}`, { cause })),
    )
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
  // It is awaited below; until then a failure must not count as unhandled.
  ended.catch(() => {})

  const said: string[] = []
  let hung = false
  child.stderr.on('data', (chunk) => {
    said.push(String(chunk))
  })
  const watch = setTimeout(() => {
    hung = true
    end()
  }, patience)

  try {
    for await (const line of createInterface({ input: child.stdout })) {
      watch.refresh()
      if (line.startsWith('{')) yield message.parse(JSON.parse(line))
      else said.push(`${line}\n`)
    }
    const code = await ended
    if (hung) throw new Error(`${script} ${args.join(' ')} hung: it said nothing for ${patience} ms.`)
    if (code !== 0)
      throw new Error(`${script} ${args.join(' ')} ended with ${code}:\n${said.join('').slice(-2000)}`)
  } finally {
    clearTimeout(watch)
    process.off('exit', end)
    end()
  }
}

/** Kills what is left of a group of processes. */
function endGroup(group: number | undefined): void {
  if (group === undefined) return
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
