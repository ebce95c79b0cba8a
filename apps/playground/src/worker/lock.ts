/** Gives up a lock. */
export type Release = () => void

/** Lets one at a time in, in the order in which they ask. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve()

  /** Resolves, once it is the caller's turn, to the function that ends it. */
  acquire(): Promise<Release> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const turn = this.#last.then(() => resolve)
    this.#last = promise
    return turn
  }

  /** What `work` gives, done in a turn of its own. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const release = await this.acquire()
    try {
      return await work()
    } finally {
      release()
    }
  }
}
