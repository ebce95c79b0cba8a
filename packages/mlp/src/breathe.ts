interface Port {
  onmessage: (() => void) | null
  readonly postMessage: (message: null) => void
  readonly close: () => void
}

/** Ways to let other tasks of the thread run; a host has one of them at least. */
interface Host {
  readonly setImmediate?: (callback: () => void) => unknown
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port }
  readonly setTimeout?: (callback: () => void) => unknown
}

/** How long a backend that computes at once may hold the thread, in milliseconds: half a frame of a page, so that a step more still fits. */
const LONGEST_HOLD = 8

/**
 * Returns a function to await between steps: it lets the thread's other work in (input, timers, signals, drawing) once it has
 * been held for long enough, and costs next to nothing otherwise.
 */
export function createBreather(): () => Promise<void> {
  let last = Date.now()
  return async () => {
    if (Date.now() - last < LONGEST_HOLD) return
    await nextTask()
    last = Date.now()
  }
}

/**
 * Resolves after the tasks that wait now. A page's timers wait 4 ms, and its `scheduler.yield` goes before timers; a message
 * does neither.
 */
function nextTask(): Promise<void> {
  const { setImmediate, MessageChannel, setTimeout } = globalThis as Host
  return new Promise((resolve) => {
    if (setImmediate) setImmediate(resolve)
    else if (MessageChannel) passMessage(new MessageChannel(), resolve)
    else if (setTimeout) setTimeout(resolve)
    else resolve()
  })
}

function passMessage(
  { port1, port2 }: { readonly port1: Port; readonly port2: Port },
  arrived: () => void,
): void {
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- setting it starts the port
  port1.onmessage = () => {
    port1.close()
    arrived()
  }
  port2.postMessage(null)
}
