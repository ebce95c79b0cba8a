import { CAPACITY, type Channel, isReached, slotOf, wake, Word } from './channel.ts'
import { type Command, operationIn, writeCommand } from './operations.ts'

/** A command, and into how many parts it is split. */
interface Entry {
  readonly command: Command
  readonly parts: number
}

/** Someone who waits until the queue has come to a ticket count. */
interface Waiter {
  readonly until: number
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/**
 * The host's end of a channel: hands commands to the workers in their order and tells when they are finished. It never waits:
 * what the ring has no room for stays in an array until the workers have come on.
 */
export class Queue {
  readonly #channel: Channel
  readonly #hold: (held: boolean) => void
  /** Commands that are not in the ring yet. */
  readonly #backlog: Entry[] = []
  /** The earliest first. */
  #waiters: Waiter[] = []
  #published: number
  #submitted: number
  /** The ticket count that the workers were last seen to have come to. */
  #seen: number
  #failure: Error | undefined

  /** `hold` is called with true when somebody begins to wait, and with false when nobody does any more. */
  constructor(channel: Channel, hold: (held: boolean) => void) {
    this.#channel = channel
    this.#hold = hold
    this.#published = Atomics.load(channel.words, Word.published)
    this.#submitted = this.#published
    this.#seen = this.#published
  }

  /** Tickets of all commands so far. */
  get submitted(): number {
    return this.#submitted
  }

  /** Whether the workers have come to a ticket count. */
  isFinished(until: number): boolean {
    return isReached(this.#seen, until) || isReached(this.#finished(), until)
  }

  /** Whether all commands are finished. */
  get isIdle(): boolean {
    return this.#seen === this.#submitted || this.#finished() === this.#submitted
  }

  /** Throws the failure, once there is one. */
  check(): void {
    if (this.#failure) throw this.#failure
  }

  /** Queues a command. Throws the failure, once there is one. */
  submit(command: Command, parts: number): void {
    this.check()
    this.#submitted = (this.#submitted + parts) | 0
    const entry = { command, parts }
    if (this.#backlog.length === 0 && this.#hasRoom(entry)) {
      this.#publish(entry)
    } else {
      this.#backlog.push(entry)
      if (this.#backlog.length === 1) this.advance()
    }
  }

  /** Settles when all commands so far are finished; rejects with the failure, once there is one. */
  async finished(): Promise<void> {
    this.check()
    if (this.isIdle) return
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push({ until: this.#submitted, resolve, reject })
      if (this.#waiters.length === 1) this.#hold(true)
      this.advance()
    })
  }

  /** Goes on with what the workers have made possible, and names the ticket count that the host wants to hear of next. */
  advance(): void {
    const { words } = this.#channel
    for (;;) {
      this.#publishBacklog()
      this.#settle()
      const next = this.#nextOccasion()
      if (next === undefined) return
      Atomics.store(words, Word.wanted, next)
      // A worker that came there before it could know is not going to tell.
      if (!isReached(this.#finished(), next)) return
    }
  }

  /** Gives up: whoever waits, and whoever comes from now on, gets the error. */
  fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    this.#backlog.length = 0
    const waiters = this.#waiters
    this.#waiters = []
    if (waiters.length > 0) this.#hold(false)
    for (const { reject } of waiters) reject(error)
  }

  /** The operation that the workers are at, or would be next; `idle` where there is none. */
  currentOperation(): string {
    const ticket = this.#finished()
    if (ticket === this.#published) return 'idle'
    return operationIn(this.#channel, slotOf(ticket - this.#channel.parts[ticket & (CAPACITY - 1)])).name
  }

  #finished(): number {
    this.#seen = Atomics.load(this.#channel.words, Word.finished)
    return this.#seen
  }

  /** A command stays in its slot until all its parts are finished, which may be as many as there are threads. */
  #hasRoom({ parts }: Entry): boolean {
    const inUse = (this.#published - this.#finished()) | 0
    return inUse + parts + this.#channel.threads <= CAPACITY
  }

  #publish({ command, parts }: Entry): void {
    const { words, parts: partOf } = this.#channel
    writeCommand(this.#channel, slotOf(this.#published), command, parts)
    for (let part = 0; part < parts; part++) partOf[(this.#published + part) & (CAPACITY - 1)] = part
    this.#published = (this.#published + parts) | 0
    Atomics.store(words, Word.published, this.#published)
    wake(this.#channel, parts)
  }

  #publishBacklog(): void {
    let count = 0
    while (count < this.#backlog.length && this.#hasRoom(this.#backlog[count])) {
      this.#publish(this.#backlog[count])
      count++
    }
    this.#backlog.splice(0, count)
  }

  #settle(): void {
    let count = 0
    while (count < this.#waiters.length && this.isFinished(this.#waiters[count].until)) count++
    if (count === 0) return
    const settled = this.#waiters.splice(0, count)
    if (this.#waiters.length === 0) this.#hold(false)
    for (const { resolve } of settled) resolve()
  }

  /** The next ticket count at which there is something to do: half of the ring is free, or somebody's wait is over. */
  #nextOccasion(): number | undefined {
    const waiter = this.#waiters.at(0)?.until
    if (this.#backlog.length === 0) return waiter
    const half = (this.#published - CAPACITY / 2) | 0
    return waiter !== undefined && isReached(half, waiter) ? waiter : half
  }
}
