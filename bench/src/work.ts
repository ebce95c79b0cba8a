/** Something that can be repeated and timed. */
export interface Work {
  /** Milliseconds of `count` repetitions, from the first call until all that they computed is there. */
  readonly time: (count: number) => Promise<number>
  readonly dispose: () => Promise<void>
}

/** Milliseconds until `work` is done. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** `time` of work in this process. What `run` leaves pending is awaited at once, what `finish` waits for at the end. */
export const timed =
  (run: () => Promise<unknown> | void, finish: () => Promise<unknown> = async () => {}): Work['time'] =>
  (count) =>
    elapsed(async () => {
      for (let i = 0; i < count; i++) {
        const pending = run()
        if (pending !== undefined) await pending
      }
      await finish()
    })
