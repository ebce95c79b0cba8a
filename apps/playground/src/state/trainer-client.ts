import { connect, type Remote } from '../worker/channel.ts'
import type { TrainerCalls, TrainerEvent } from '../worker/protocol.ts'

const worker = new Worker(new URL('../worker/main.ts', import.meta.url), {
  type: 'module',
  // The worker's own address tells it nothing of the page's, beside which the digits are.
  name: new URL('digits/', document.baseURI).href,
})

const listeners = new Set<(event: TrainerEvent) => void>()

/** The training worker's functions. */
export const trainer: Remote<TrainerCalls> = connect<TrainerCalls, TrainerEvent>(worker, (event) => {
  for (const listener of listeners) listener(event)
})

/** Calls `listener` with all that the worker tells unasked. */
export function onTrainerEvent(listener: (event: TrainerEvent) => void): void {
  listeners.add(listener)
}

/** Calls `listener` where the worker itself fails, which nobody waits for. */
export function onTrainerLost(listener: (reason: string) => void): void {
  worker.addEventListener('error', ({ message }) => {
    listener(message === undefined || message === '' ? 'its script did not load' : message)
  })
}
