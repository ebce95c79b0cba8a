import { type Algorithm, algorithms } from './allreduce.ts'
import { type Clock, createSignal, type Process, type Wait } from './clock.ts'
import type { Library } from './libraries.ts'
import { type Machine, Thread } from './machine.ts'
import type { Links, Network } from './network.ts'

interface Place {
  readonly rank: number
  readonly ranks: number
  readonly library: Library
  readonly clock: Clock
  readonly machine: Machine
  readonly links: Links
  readonly network: Network
}

/** Before the numbers of a sum travel, the ranks agree on it, by as many bytes (`packages/mpi/src/thread/agreement.ts`). */
export const AGREEMENT = 56

/** Bytes that are summed at a time (`packages/mpi/src/thread/group.ts`). */
const PIECE = 2 ** 22

/** The thread of a rank that makes all calls of MPI, as in `packages/mpi/src/thread`: sums are carried out one after another. */
export class Messenger {
  readonly #place: Place
  readonly #thread: Thread
  #last: Wait = (resume) => resume()
  #topics = 0

  constructor(place: Place) {
    this.#place = place
    this.#thread = new Thread(place.machine)
  }

  /** Sums so many bytes over all ranks. */
  sum(bytes: number): Wait {
    const before = this.#last
    const { wait, raise } = createSignal()
    this.#last = wait
    return this.#place.clock.start(this.#carryOut(bytes, before, raise))
  }

  *#carryOut(bytes: number, before: Wait, done: () => void): Process {
    const { clock, network } = this.#place
    const pause: Wait = (resume) => clock.after(network.call / 2, resume)
    yield pause
    yield before
    if (network.agrees === true) yield* this.#exchange(AGREEMENT)
    for (let from = 0; from < bytes; from += PIECE) yield* this.#exchange(Math.min(PIECE, bytes - from))
    done()
    yield pause
  }

  *#exchange(bytes: number): Process {
    const { rank, ranks, library, links, network } = this.#place
    const { overhead, perByteCopied, perByteAdded } = network
    const topic = this.#topics++
    const algorithm: Algorithm = algorithms[library(ranks, bytes)]
    for (const { send, receive } of algorithm(rank, ranks, bytes)) {
      if (send) {
        yield this.#thread.run(overhead)
        links.send(topic, rank, send.to, send.bytes)
      }
      if (receive) {
        yield* this.#lookFor(links.receive(topic, receive.from, rank))
        const perByte = perByteCopied + (receive.isAdded ? perByteAdded : 0)
        yield this.#thread.run(overhead + perByte * receive.bytes)
      }
    }
  }

  /** Looks for a message without a pause, and later with pauses of an eighth of what it has waited, as `serve.ts` there does. */
  *#lookFor(message: Wait): Process {
    const { clock, machine, network } = this.#place
    const { polling } = network
    if (!polling) {
      yield message
      return
    }
    const since = clock.now
    let isSpinning = true
    const rest = (): void => {
      if (isSpinning) machine.spin(-1)
      isSpinning = false
    }
    machine.spin(1)
    clock.after(polling.eager, rest)
    yield message
    rest()
    const waited = clock.now - since
    // A message comes at any moment of a pause, in the middle of it on average.
    const pause = waited < polling.eager ? 0 : Math.min(waited / 8, polling.longestPause) / 2
    if (pause > 0) yield (resume) => clock.after(pause, resume)
  }
}
