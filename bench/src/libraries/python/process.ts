import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Debian's own, which has Debian's packages. */
export const PYTHON = '/usr/bin/python3'

const peer = fileURLToPath(new URL('peer.py', import.meta.url))

const reply = z.looseObject({ error: z.string().optional() })

/** A Python process that answers one command at a time. */
export interface PythonProcess {
  readonly ask: <Answer extends z.ZodType>(
    answer: Answer,
    command: string,
    rest?: object,
  ) => Promise<z.infer<Answer>>
  readonly close: () => Promise<void>
}

export const nothing = z.object({})

/**
 * Starts Python with `library`, on so many threads, and a script that answers; `peer.py` unless given. What is asked rejects where
 * either is missing, with what to install.
 */
export async function startPython(
  library: 'torch' | 'numpy' | 'sklearn',
  threads: number,
  script = peer,
): Promise<PythonProcess> {
  const count = String(threads)
  const child = spawn(PYTHON, [script, library, count], {
    env: { ...process.env, OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { ended, complaint } = watch(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Before the end of a process is known, writing to it may fail: `ended` tells more.
  child.stdin.on('error', () => {})

  let last: Promise<unknown> = Promise.resolve()
  const exchange = async (command: string, rest: object) => {
    child.stdin.write(`${JSON.stringify({ command, ...rest })}\n`)
    const line = await Promise.race([lines.next(), ended])
    if (!line || line.done === true) {
      throw new Error(`${PYTHON} with ${library} ended (apt-get install python3-${library}): ${complaint()}`)
    }
    const answer = reply.parse(JSON.parse(line.value))
    if (answer.error !== undefined) throw new Error(`${library}: ${answer.error}`)
    return answer
  }
  return {
    ask: async (answer, command, rest = {}) => {
      const now = last.then(() => exchange(command, rest))
      last = now.catch(() => {})
      return answer.parse(await now)
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

/** When a process is over, and the last that it said on the way. */
function watch(child: ChildProcess) {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-500)
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said = error.message
      resolve()
    })
    child.once('close', () => resolve())
  })
  return { ended, complaint: () => said.trim().split('\n').at(-1) ?? '' }
}
