import { exitCodes } from './exit-codes.ts'

/** Watches for Ctrl-C: the first asks for a stop, the second ends the program at once. */
export function watchInterruption(): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}
