import { Heap } from './heap.ts'

/** Something to wait for: calls what it is given, once, when it has come. */
export type Wait = (resume: () => void) => void

/** What goes on step by step, and yields what it waits for. */
export type Process = Generator<Wait, void, void>

/** The time of a simulation, in seconds, which goes from event to event. */
export class Clock {
  readonly #events = new Heap<() => void>()
  #now = 0

  get now(): number {
    return this.#now
  }

  /** Acts so many seconds from now. */
  after(seconds: number, action: () => void): void {
    this.#events.push(this.#now + seconds, action)
  }

  /** Starts a process, and gives its end to wait for. */
  start(process: Process): Wait {
    const { wait, raise } = createSignal()
    const advance = (): void => {
      const { done, value } = process.next()
      if (done === true) raise()
      else value(advance)
    }
    advance()
    return wait
  }

  /** Goes on until nothing is to come. */
  run(): void {
    for (let event = this.#events.pop(); event; event = this.#events.pop()) {
      this.#now = event.due
      event.value()
    }
  }
}

/** Something that comes once: who waits before or after it goes on. */
export function createSignal(): { readonly wait: Wait; readonly raise: () => void } {
  let hasCome = false
  const waiting: (() => void)[] = []
  return {
    wait: (resume) => {
      if (hasCome) resume()
      else waiting.push(resume)
    },
    raise: () => {
      hasCome = true
      for (const resume of waiting.splice(0)) resume()
    },
  }
}
