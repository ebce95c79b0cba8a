import type { Clock, Wait } from './clock.ts'

interface Job {
  left: number
  readonly resume: () => void
}

/** So many seconds of work are none: what rounding leaves. */
const NOTHING = 1e-12

/** A machine whose cores are shared evenly by all that runs on it, as a fair scheduler shares them. */
export class Machine {
  readonly #clock: Clock
  readonly #cores: number
  #jobs: Job[] = []
  #spinning = 0
  #since = 0
  #plan = 0
  #used = 0

  constructor(clock: Clock, cores: number) {
    this.#clock = clock
    this.#cores = cores
  }

  /** Seconds of processor time so far, those of who spins included. */
  get used(): number {
    return this.#used
  }

  /** Work of so many seconds on a core of its own. */
  readonly run =
    (seconds: number): Wait =>
    (resume) => {
      if (seconds <= 0) resume()
      else {
        this.#change(() => {
          this.#jobs.push({ left: seconds, resume })
        })
      }
    }

  /** One more that waits busily, or one fewer: it takes its share of the cores and does nothing. */
  spin(more: 1 | -1): void {
    this.#change(() => {
      this.#spinning += more
    })
  }

  #change(change: () => void): void {
    this.#settle()
    change()
    this.#schedule()
  }

  /** What everybody has done since the last change. */
  #settle(): void {
    const elapsed = this.#clock.now - this.#since
    this.#since = this.#clock.now
    const done = elapsed * this.#speed
    this.#used += done * (this.#jobs.length + this.#spinning)
    for (const job of this.#jobs) job.left -= done
  }

  get #speed(): number {
    const running = this.#jobs.length + this.#spinning
    return Math.min(1, this.#cores / Math.max(1, running))
  }

  /** Comes back when the first is done, unless something changes before. */
  #schedule(): void {
    if (this.#jobs.length === 0) return
    const plan = ++this.#plan
    const least = this.#jobs.reduce((found, { left }) => Math.min(found, left), Infinity)
    this.#clock.after(Math.max(0, least) / this.#speed, () => {
      if (plan !== this.#plan) return
      this.#settle()
      const done = this.#jobs.filter(({ left }) => left <= NOTHING)
      this.#jobs = this.#jobs.filter(({ left }) => left > NOTHING)
      this.#schedule()
      for (const { resume } of done) resume()
    })
  }
}

/** Who does one thing at a time, in the order in which it is asked. */
export class Thread {
  readonly #machine: Machine
  readonly #queue: { seconds: number; resume: () => void }[] = []
  #isBusy = false

  constructor(machine: Machine) {
    this.#machine = machine
  }

  readonly run =
    (seconds: number): Wait =>
    (resume) => {
      this.#queue.push({ seconds, resume })
      if (!this.#isBusy) this.#next()
    }

  #next(): void {
    const job = this.#queue.shift()
    this.#isBusy = job !== undefined
    if (!job) return
    this.#machine.run(job.seconds)(() => {
      this.#next()
      job.resume()
    })
  }
}
