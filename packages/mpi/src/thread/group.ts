import { type CommunicatorCall, CommunicatorError, describeError } from '@bilayer/core'
import type { Handle } from '../library/constants.ts'
import { checkAgreement, encodeCall } from './agreement.ts'
import type { Mpi, Request, Spare } from './mpi.ts'

/** A call, and who is told what comes of it. */
interface Queued {
  readonly call: CommunicatorCall
  readonly address: number
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** Bytes that one request takes: counts have 31 bits. */
const LARGEST_PIECE = 2 ** 22

/**
 * The calls of one communicator, which are carried out one after another and without waiting: who has it goes on with it again and again.
 * The ranks first agree on what they ask for. That tells who has left, and lets a thread wait for a late rank as cheaply
 * as it likes: the values travel once all are there.
 */
export class Group {
  readonly #mpi: Mpi
  readonly #communicator: Handle
  readonly #rank: number
  readonly #queue: Queued[] = []
  #spare: Spare = new Uint8Array(new ArrayBuffer(0))
  #steps: Iterator<undefined> | undefined
  #failure: unknown
  /** Requests that have come to their end: it changes as the group gets on. */
  finished = 0

  constructor(mpi: Mpi, communicator: Handle) {
    this.#mpi = mpi
    this.#communicator = communicator
    this.#rank = mpi.rankIn(communicator)
  }

  add(queued: Queued): void {
    if (this.#failure === undefined) this.#queue.push(queued)
    else queued.failed(this.#failure)
  }

  get isIdle(): boolean {
    return this.#queue.length === 0
  }

  /** Goes on as far as the other ranks let it. */
  advance(): void {
    while (this.#queue.length > 0) {
      const [{ call, address, done }] = this.#queue
      try {
        this.#steps ??= this.#carryOut(call, address)
        if (this.#steps.next().done !== true) return
      } catch (error) {
        this.#fail(error)
        return
      }
      this.#steps = undefined
      this.#queue.shift()
      done()
    }
  }

  /** Nothing can be right after a failure: on every rank, nothing is done any more. */
  #fail(error: unknown): void {
    this.#failure = error
    for (const { failed } of this.#queue.splice(0)) failed(error)
  }

  *#carryOut(call: CommunicatorCall, address: number): Generator<undefined> {
    const asked = encodeCall(call, this.#rank)
    yield* this.#arrival(this.#mpi.largest(this.#communicator, asked))
    checkAgreement(asked, call, this.#rank)
    const { kind, length, root } = call
    if (kind === 'close') this.#mpi.free(this.#communicator)
    const width = kind === 'allReduceSum' ? Float32Array.BYTES_PER_ELEMENT : 1
    const piece = LARGEST_PIECE / width
    for (let start = 0; start < length; start += piece) {
      const [place, count] = [address + start * width, Math.min(piece, length - start)]
      yield* this.#arrival(
        kind === 'allReduceSum'
          ? this.#mpi.sum(this.#communicator, place, count, this.#spareOf)
          : this.#mpi.copy(this.#communicator, place, count, root),
      )
    }
  }

  /** One call is carried out after another, so they share it. */
  readonly #spareOf = (bytes: number): Spare => {
    if (this.#spare.length < bytes) this.#spare = new Uint8Array(new ArrayBuffer(bytes))
    return this.#spare
  };

  *#arrival(request: Request): Generator<undefined> {
    while (!request.isDone()) yield
    this.finished++
  }
}

/** The failure of a call as it is told to another thread. */
export const failureOf = (error: unknown): { message: string; rank: number | undefined } => ({
  message: describeError(error),
  rank: error instanceof CommunicatorError ? error.rank : undefined,
})
