import type { Communicator } from '@bilayer/core'
import { ConformanceError } from '../case.ts'

/** Bytes that each rank may bring to a round. */
const NOTE = 12

/**
 * How the ranks come together while a case runs, on a communicator that is trusted. Whatever becomes of a case on one rank, all
 * make the same calls: round after round, to which each comes from within the case, or because its own is over.
 */
export class Assembly {
  readonly #control: Communicator
  #isOver = false

  constructor(control: Communicator) {
    this.#control = control
  }

  /** Brings a note of every rank together, from within the case. Throws where another rank's case is over. */
  async meet(note: Uint8Array = new Uint8Array(NOTE)): Promise<Uint8Array[]> {
    const { over, notes } = await this.#round(note)
    if (over > 0) throw new ConformanceError('another rank came to its end before')
    return notes
  }

  /** Waits, when this rank's case is over, until that of all others is too. What is left of the case meets nobody any more. */
  async adjourn(): Promise<void> {
    this.#isOver = true
    const { size } = this.#control
    let over = 0
    while (over < size) ({ over } = await this.#join(true, new Uint8Array(NOTE)))
  }

  async #round(note: Uint8Array): Promise<Round> {
    this.#checkTime()
    const round = await this.#join(false, note)
    this.#checkTime()
    return round
  }

  #checkTime(): void {
    if (this.#isOver) throw new ConformanceError('the time is over')
  }

  /** One call, in which every rank has numbers of its own, and others add nothing to them. */
  async #join(isOver: boolean, note: Uint8Array): Promise<Round> {
    const { rank, size } = this.#control
    const numbers = new Float32Array(1 + size * NOTE)
    numbers[0] = isOver ? 1 : 0
    numbers.set(note, 1 + rank * NOTE)
    await this.#control.allReduceSum(numbers)
    const notes = Array.from({ length: size }, (_, i) =>
      Uint8Array.from(numbers.subarray(1 + i * NOTE, 1 + (i + 1) * NOTE)),
    )
    return { over: numbers[0], notes }
  }
}

interface Round {
  /** On how many ranks the case is over. */
  readonly over: number
  readonly notes: Uint8Array[]
}

/** What went wrong on all ranks, each with the rank's number; empty where nothing did. */
export async function reasonsOf(control: Communicator, reason: string | undefined): Promise<string[]> {
  const bytes = new TextEncoder().encode(reason)
  const lengths = new Float32Array(control.size)
  lengths[control.rank] = bytes.length
  await control.allReduceSum(lengths)
  const reasons: string[] = []
  for (const [rank, length] of lengths.entries()) {
    if (length === 0) continue
    const text = rank === control.rank ? bytes : new Uint8Array(length)
    await control.broadcast(text, rank)
    reasons.push(`rank ${rank}: ${new TextDecoder().decode(text)}`)
  }
  return reasons
}
