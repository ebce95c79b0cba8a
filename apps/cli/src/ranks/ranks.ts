import { type Communicator, CommunicatorError } from 'bilayer'
import { exitCodeOf, explanationOf, firstError, RankFailedError, SilentError } from '../exit-codes.ts'
import { tellAll } from './tell.ts'

/** How something ended on a rank, the worst last. `lost`: it is another that failed. */
const ends = ['done', 'lost', 'failed'] as const

type End = (typeof ends)[number]

/** The ranks that a command runs on, of which this process is one. The first leads: it alone reads, prints and writes. */
export class Ranks {
  readonly communicator: Communicator

  constructor(communicator: Communicator) {
    this.communicator = communicator
  }

  get rank(): number {
    return this.communicator.rank
  }

  get size(): number {
    return this.communicator.size
  }

  get isLead(): boolean {
    return this.rank === 0
  }

  /**
   * What `work` gives here, once it is done on every rank. Where it fails on one, it rejects on all: on rank 0 with what is to be told, on
   * the others with `SilentError`.
   */
  async together<T>(work: () => Promise<T>): Promise<T> {
    if (this.size === 1) return work()
    const [settled] = await Promise.allSettled([work()])
    const reason = settled.status === 'rejected' ? firstError(settled.reason) : undefined
    await this.#told(settled.status === 'rejected' ? endOf(reason) : 'done', reason)
    if (settled.status === 'rejected') throw settled.reason
    return settled.value
  }

  /** As `together`, of what only rank 0 does; undefined on the others. */
  lead<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.together(async () => (this.isLead ? work() : undefined))
  }

  /** The largest number of all ranks, on every rank. */
  async largest(own: number): Promise<number> {
    return Math.max(...(await this.#numbers(own)))
  }

  /** What `work` resolves to. Where it rejects since a rank is gone, one alone of the others has something to tell; the rest reject with `SilentError`. */
  async tellingOnce<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof CommunicatorError) || this.rank === (error.rank === 0 ? 1 : 0)) throw error
      throw new SilentError(exitCodeOf(error))
    }
  }

  /** Rejects where a rank failed. */
  async #told(end: End, reason: unknown): Promise<void> {
    await this.tellingOnce(async () => {
      const found = await this.#numbers(ends.indexOf(end))
      const worst = Math.max(...found)
      if (worst === 0) return
      const failed = found.indexOf(worst)
      const { words, code } = await tellAll(this.communicator, failed, {
        words: explanationOf(reason),
        code: exitCodeOf(reason),
      })
      if (!this.isLead) throw new SilentError(code)
      throw failed === 0 ? reason : new RankFailedError(failed, words, code)
    })
  }

  /** A number of each rank. */
  async #numbers(own: number): Promise<Float32Array> {
    const numbers = new Float32Array(this.size)
    numbers[this.rank] = own
    await this.communicator.allReduceSum(numbers)
    return numbers
  }
}

const endOf = (reason: unknown): End =>
  reason instanceof CommunicatorError || reason instanceof RankFailedError || reason instanceof SilentError
    ? 'lost'
    : 'failed'
