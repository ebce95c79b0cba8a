import { connect, type Remote } from '../worker/channel.ts'
import type { TrainerCalls, TrainerEvent, TrainerProtocol } from '../worker/protocol.ts'

const startWorker = (): Worker =>
  new Worker(new URL('../worker/main.ts', import.meta.url), {
    type: 'module',
    // The worker's own address tells it nothing of the page's, beside which the digits are.
    name: new URL('digits/', document.baseURI).href,
  })

const worker = startWorker()

const listeners = new Set<(event: TrainerEvent) => void>()

/** The training worker's functions. */
export const trainer: Remote<TrainerCalls> = connect<TrainerProtocol>(worker, (event) => {
  for (const listener of listeners) listener(event)
})

/** Calls `listener` with all that the worker tells unasked. */
export function onTrainerEvent(listener: (event: TrainerEvent) => void): void {
  listeners.add(listener)
}

/** Calls `listener` where the worker itself fails, which nobody waits for. */
export function onTrainerLost(listener: (reason: string) => void): void {
  worker.addEventListener('error', (event) => listener(reasonOf(event)))
}

/** What a worker of its own answers, so that training is not held up. It ends then, and all that it opened. */
export async function askAside<T>(ask: (aside: Remote<TrainerCalls>) => Promise<T>): Promise<T> {
  const aside = startWorker()
  const { promise: lost, reject } = Promise.withResolvers<never>()
  aside.addEventListener('error', (event) => reject(new Error(reasonOf(event))))
  try {
    return await Promise.race([ask(connect<TrainerProtocol>(aside, () => {})), lost])
  } finally {
    aside.terminate()
  }
}

const reasonOf = ({ message }: ErrorEvent): string =>
  message === undefined || message === '' ? 'The script of the worker did not load.' : message
