/** Milliseconds of work between two pauses. */
const WORK = 20

/** A function that lets the messages of other threads in, where none were for some time: it is awaited between two pieces of work. */
export function createLetIn(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < WORK) return
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    last = performance.now()
  }
}
