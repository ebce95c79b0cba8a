import { type Clock, createSignal, type Wait } from './clock.ts'

/**
 * What messages cost, in seconds: LogGP (A. Alexandrov et al., LogGP: Incorporating Long Messages into the LogP Model, 1995), and what
 * the processors at its ends do with the bytes.
 */
export interface Network {
  /** L: from the end of one link to the other. */
  readonly latency: number
  /** o: of the processor, for each message sent and each received. */
  readonly overhead: number
  /** g: between two messages of one link at the least. */
  readonly gap: number
  /** G: of the link, for each byte. */
  readonly perByte: number
  /** Of the receiver's processor, for each byte that it copies, as between processes that share memory. */
  readonly perByteCopied: number
  /** γ: of the processor, for each byte that it adds. */
  readonly perByteAdded: number
  /** From the call of an allreduce to its first message, and from its last to the caller: the threads and the language around MPI. */
  readonly call: number
  /** Whether the ranks agree on each sum before its numbers travel, by a small sum. */
  readonly agrees?: boolean
  /** How a rank looks for messages: so many seconds without a pause, which takes a core, then with pauses. Told at once unless given. */
  readonly polling?: { readonly eager: number; readonly longestPause: number }
}

/** A network on which nothing takes any time. */
export const free: Network = {
  latency: 0,
  overhead: 0,
  gap: 0,
  perByte: 0,
  perByteCopied: 0,
  perByteAdded: 0,
  call: 0,
}

/** Messages between ranks, each of which has a link to send by, one message after the other. */
export class Links {
  readonly #clock: Clock
  readonly #network: Network
  readonly #ranks: number | 'mirrored'
  readonly #freeAt = new Map<number, number>()
  readonly #mailboxes = new Map<number, Mailbox>()
  #messages = 0
  #bytes = 0

  /** Of so many ranks; or mirrored, of one that stands for all, and is sent whatever it sends. */
  constructor(clock: Clock, network: Network, ranks: number | 'mirrored') {
    this.#clock = clock
    this.#network = network
    this.#ranks = ranks
  }

  get messages(): number {
    return this.#messages
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Hands a message to the link of `from`. `topic` tells apart what is summed at the same time. */
  send(topic: number, from: number, to: number, bytes: number): void {
    const { gap, perByte, latency } = this.#network
    const { now } = this.#clock
    const freeAt = Math.max(now, this.#freeAt.get(from) ?? 0) + Math.max(gap, perByte * bytes)
    this.#freeAt.set(from, freeAt)
    this.#messages++
    this.#bytes += bytes
    const { arrived } = this.#mailbox(topic, from, to)
    this.#clock.after(freeAt + latency - now, arrived)
  }

  /** Waits for the next message of `from` to `to`. */
  receive(topic: number, from: number, to: number): Wait {
    return this.#mailbox(topic, from, to).next()
  }

  #mailbox(topic: number, from: number, to: number): Mailbox {
    const ranks = this.#ranks
    const name = ranks === 'mirrored' ? topic : (topic * ranks + from) * ranks + to
    const mailbox = this.#mailboxes.get(name) ?? createMailbox()
    this.#mailboxes.set(name, mailbox)
    return mailbox
  }
}

interface Mailbox {
  readonly arrived: () => void
  readonly next: () => Wait
}

/** Messages in their order; each may be waited for before it comes, or after. */
function createMailbox(): Mailbox {
  const signals: ReturnType<typeof createSignal>[] = []
  let [arrivals, taken] = [0, 0]
  const signal = (place: number) => (signals[place] ??= createSignal())
  return {
    arrived: () => signal(arrivals++).raise(),
    next: () => signal(taken++).wait,
  }
}
