import type { Communicator } from '@bilayer/core'
import type { Buckets } from './buckets.ts'
import { type Notice, readNotices, writeNotice } from './notices.ts'

/**
 * One exchange among the ranks: sums of matrices, and what each tells the others. A bucket is on its way as soon as its last matrix is
 * there. Every rank sends every bucket, one that fails too, so that none waits for another in vain.
 */
export class Round {
  readonly #communicator: Communicator
  readonly #buckets: Buckets
  readonly #sums: Promise<void>[] = []
  #filled: Promise<void> = Promise.resolve()
  #put = 0
  #taken = 0

  constructor(communicator: Communicator, buckets: Buckets) {
    this.#communicator = communicator
    this.#buckets = buckets
  }

  /** Whether all matrices that were put have come, and stand in their bucket. */
  get isFilled(): boolean {
    return this.#taken === this.#put
  }

  /** Takes the next matrix, which `read` puts into the room that it is given. */
  put(read: (into: Float32Array) => Promise<Float32Array>): void {
    const { values, bucket } = this.#buckets.places[this.#put++]
    this.#filled = this.#take(this.#filled, read(values), bucket)
    ignore(this.#filled)
  }

  async #take(before: Promise<void>, reading: Promise<unknown>, bucket: number): Promise<void> {
    ignore(reading)
    await before
    await reading
    this.#sendBefore(bucket)
    this.#taken++
    const next = this.#buckets.places.at(this.#taken)
    if (next) this.#sendBefore(next.bucket)
  }

  /** Sends the buckets before one of them, which nothing comes to any more. */
  #sendBefore(bucket: number): void {
    while (this.#sums.length < bucket) {
      const sum = this.#communicator.allReduceSum(this.#buckets.arrays[this.#sums.length])
      ignore(sum)
      this.#sums.push(sum)
    }
  }

  /**
   * Sends what was put, zeros for matrices that were not, and a notice. Resolves to the notices of all ranks once everything is summed.
   * Rejects where a matrix cannot be read: then it must be called again, without what is missing.
   */
  async end(notice: Notice): Promise<Required<Notice>[]> {
    if (notice.word === 'failed') await Promise.allSettled([this.#filled])
    else await this.#filled
    const { arrays, places, notices } = this.#buckets
    for (const { values } of places.slice(this.#taken)) values.fill(0)
    writeNotice(notices, this.#communicator.rank, notice)
    this.#sendBefore(arrays.length)
    await Promise.all(this.#sums)
    return readNotices(notices)
  }

  /** The sums of the matrices, in their order, until the next round. */
  get summed(): Float32Array[] {
    return this.#buckets.places.map(({ values }) => values)
  }
}

/** What goes wrong is told to whoever waits for it; nobody may wait yet. */
const ignore = (promise: Promise<unknown>): void => {
  promise.catch(() => {})
}
