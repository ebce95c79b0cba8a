/** Says when the next step of a training may be taken. */
export class Pace {
  #allowed = 0
  #interval = 0
  #earliest = 0
  #wake: (() => void) | undefined

  /** Lets so many steps more be taken; ∞ until `stop`. */
  allow(steps: number): void {
    this.#allowed = steps
    this.#earliest = 0
    this.#wake?.()
  }

  stop(): void {
    this.#allowed = 0
    this.#wake?.()
  }

  setSpeed(stepsPerSecond: number): void {
    this.#interval = 1000 / stepsPerSecond
    this.#earliest = 0
    this.#wake?.()
  }

  /** Resolves when a step may be taken, which it then counts as. `onWait` is called before it waits for leave. */
  async next(onWait: () => void): Promise<void> {
    for (;;) {
      if (this.#allowed === 0) onWait()
      const wait = this.#allowed === 0 ? Infinity : this.#earliest - performance.now()
      if (wait <= 0) break
      await this.#sleep(wait)
    }
    this.#allowed--
    this.#earliest = performance.now() + this.#interval
  }

  /** Until somebody changes something, or the time is over. */
  async #sleep(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = milliseconds === Infinity ? undefined : setTimeout(resolve, milliseconds)
    await promise
    clearTimeout(timer)
    this.#wake = undefined
  }
}
