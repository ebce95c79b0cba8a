import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ArgumentError, BackendUnavailableError, within } from '@bilayer/core'
import { ConformanceError } from '../case.ts'
import { thrown } from '../reason.ts'
import type { Answer, Argument, Call, Outcome, Reply, Request } from './messages.ts'

/** Milliseconds that a child gets to end by itself. */
const FAREWELL = 1000

/** A process that answers, or is ended from outside. */
export interface Child {
  /**
   * Resolves to the answer. Rejects where the child does, with `ConformanceError` when its process ends and, in the words of
   * `late`, when no answer comes within so many milliseconds. The process is gone then.
   */
  readonly ask: <C extends Call>(
    call: C,
    argument: Argument<C>,
    milliseconds: number,
    late: string,
  ) => Promise<Answer<C>>
  /** Lets the process end by itself, if it does. */
  readonly end: () => Promise<void>
}

/** Starts a child. It does not outlive this process, nor the signal. */
export async function startChild(signal: AbortSignal | undefined): Promise<Child> {
  const child = forkScript()
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  signal?.addEventListener('abort', kill, { once: true })
  const ended = endOf(child).finally(() => {
    process.off('exit', kill)
    signal?.removeEventListener('abort', kill)
  })
  // It concerns nobody while nothing is asked.
  ended.catch(() => {})

  let asked = 0
  const ask = async <C extends Call>(
    call: C,
    argument: Argument<C>,
    milliseconds: number,
    late: string,
  ): Promise<Answer<C>> => {
    const exchange = () => {
      asked++
      const outcome = outcomeOf(child, asked)
      // Where it cannot be sent, the process is ending.
      child.send({ id: asked, call, argument } satisfies Request<C>, () => {})
      return Promise.race([outcome, ended])
    }
    try {
      return answerIn<C>(await within(milliseconds, exchange, () => new ConformanceError(late)))
    } catch (error) {
      kill()
      throw error
    }
  }

  const end = async (): Promise<void> => {
    await ask('end', undefined, FAREWELL, 'it does not end').catch(() => {})
    await ended.catch(() => {})
  }

  await Promise.race([outcomeOf(child, 0), ended])
  return { ask, end }
}

/** Throws `BackendUnavailableError` where this process may start no other, as under the permission model of Node.js. */
function forkScript(): ChildProcess {
  const script = fileURLToPath(import.meta.resolve('#isolated-child'))
  try {
    // A report may go to the standard output, so what a backend prints must not.
    return fork(script, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] })
  } catch (cause) {
    throw new BackendUnavailableError(`No process can be started to test the backend in: ${thrown(cause)}`, {
      cause,
    })
  }
}

/** Rejects when the process is over, and no message of it is under way any more. */
const endOf = (child: ChildProcess): Promise<never> =>
  new Promise((_, reject) => {
    child.on('error', (error) => reject(new ConformanceError(`its process failed: ${error.message}`)))
    child.on('close', (code, signal) => {
      const how =
        signal === null
          ? `ended with exit code ${code}, as by process.exit()`
          : `was ended by ${signal}, as where memory is exhausted or native code crashes`
      reject(new ConformanceError(`its process ${how}`))
    })
  })

/** The outcome of a request. */
const outcomeOf = (child: ChildProcess, id: number): Promise<Outcome> =>
  new Promise((resolve) => {
    const hear = (message: unknown) => {
      if (!isReply(message) || message.id !== id) return
      child.off('message', hear)
      resolve(message.outcome)
    }
    child.on('message', hear)
  })

/** A backend may send messages of its own. */
const isReply = (message: unknown): message is Reply =>
  typeof message === 'object' && message !== null && 'id' in message && 'outcome' in message

function answerIn<C extends Call>(outcome: Outcome): Answer<C> {
  if (outcome.kind === 'answer') return outcome.answer as Answer<C>
  if (outcome.code === 'BILAYER_ARGUMENT') throw new ArgumentError(outcome.message)
  if (outcome.code === 'BILAYER_BACKEND_UNAVAILABLE') throw new BackendUnavailableError(outcome.message)
  throw new ConformanceError(outcome.message)
}
