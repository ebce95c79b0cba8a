interface Scheduling {
  readonly scheduler?: { readonly yield?: () => Promise<void> }
  readonly setImmediate?: (callback: () => void) => unknown
  readonly setTimeout?: (callback: () => void) => unknown
}

/** How long a backend that computes at once may hold the thread, in milliseconds: less than a frame of a page. */
const LONGEST_HOLD = 12

/**
 * Returns a function to await between steps: it lets the thread's other work in (input, signals, drawing) once it has
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

/** Resolves after the tasks that wait now, by the quickest means that the host has. */
function nextTask(): Promise<void> {
  const { scheduler, setImmediate, setTimeout } = globalThis as Scheduling
  if (scheduler?.yield) return scheduler.yield()
  return new Promise((resolve) => {
    const defer = setImmediate ?? setTimeout
    if (defer) defer(resolve)
    else resolve()
  })
}
