import { constants } from 'node:os'

/** What asks a program to end: the terminal was closed, Ctrl-C, `kill`. */
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

type EndSignal = (typeof SIGNALS)[number]

/** Milliseconds in which two signals are one: where its shell is bash, `npx` passes on a Ctrl-C that the terminal has sent already. */
const ONE_SIGNAL = 100

/** Whether somebody asked for an end. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
  /** 128 and the number of the signal that came, as shells have it; 0 where none came. */
  readonly exitCode: number
}

let askToStop: ((signal: EndSignal) => void) | undefined
const cleanups = new Set<() => void>()
let listening = false

/** Takes the first signal as a wish to stop. The second ends the program at once, in the middle of a computation too. */
export function watchInterruption(): Interruption {
  const controller = new AbortController()
  let exitCode = 0
  askToStop = (signal) => {
    exitCode = 128 + constants.signals[signal]
    controller.abort()
  }
  listen()
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    [Symbol.dispose]: () => {
      askToStop = undefined
    },
  }
}

/** Calls `cleanup` if a signal ends the program before this is disposed. */
export function onKilled(cleanup: () => void): Disposable {
  cleanups.add(cleanup)
  listen()
  return {
    [Symbol.dispose]: () => {
      cleanups.delete(cleanup)
    },
  }
}

/**
 * Before the first call the system ends the program, even one that computes. It is not undone without need: a signal on its way to a
 * listener that goes is lost.
 */
function listen(): void {
  if (listening) return
  for (const signal of SIGNALS) process.on(signal, receive)
  listening = true
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, receive)
  listening = false
}

function receive(signal: EndSignal): void {
  if (askToStop) {
    askToStop(signal)
    askToStop = undefined
    forgetRepetitions()
  } else {
    end(signal)
  }
}

/** What comes meanwhile is caught, and forgotten with the listener. */
function forgetRepetitions(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ONE_SIGNAL)
  stopListening()
  if (cleanups.size > 0) listen()
}

function end(signal: EndSignal): void {
  for (const cleanup of cleanups) cleanup()
  cleanups.clear()
  stopListening()
  process.kill(process.pid, signal)
}
