import { constants } from 'node:os'

/**
 * A signal that is aborted when the terminal is closed, at Ctrl-C and by `kill`, with a reason that names the program. The exit code is
 * that of shells then, unless it is set later. The same once more ends the program at once.
 */
export function endedBySignal(program: string): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.exitCode = 128 + constants.signals[signal]
      stop.abort(new Error(`${program} was ended by ${signal}.`))
    })
  }
  return stop.signal
}
