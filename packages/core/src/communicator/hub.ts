import { CommunicatorError } from '../errors.ts'
import { within } from '../within.ts'
import { type CommunicatorCall, describeCall, isSameCall } from './call.ts'

/** What a rank brings to a call; the result is written over its bytes. */
export interface Contribution {
  readonly call: CommunicatorCall
  readonly bytes: Uint8Array
}

/** Who is told what comes of a rank's calls. */
export interface Member {
  /** The rank's oldest call is answered. */
  readonly answer: (bytes: Uint8Array) => void
  /** Nothing is answered any more. */
  readonly fail: (error: CommunicatorError) => void
}

interface Asked {
  readonly rank: number
  readonly call: CommunicatorCall
}

/** Where the calls of all ranks meet: one is carried out once every rank has made it, one after another. */
export class Hub {
  readonly #members: readonly Member[]
  readonly #timeout: number
  /** What each rank has asked and was not answered, in order. */
  readonly #queues: readonly Contribution[][]
  #isOver = false
  /** Ends the wait for the ranks that have not come to the oldest call. */
  #allCame: (() => void) | undefined

  constructor(members: readonly Member[], timeout: number) {
    this.#members = members
    this.#timeout = timeout
    this.#queues = members.map(() => [])
  }

  contribute(rank: number, contribution: Contribution): void {
    if (this.#isOver) return
    this.#queues[rank].push(contribution)
    if (this.#queues[rank].length === 1) this.#meet()
  }

  /** A rank is gone. */
  ended(rank: number): void {
    this.#fail(new CommunicatorError(`Rank ${rank} has ended.`, rank))
  }

  #meet(): void {
    while (!this.#isOver) {
      const asked = this.#asked()
      const [first] = asked
      if (!first) return
      const other = asked.find(({ call }) => !isSameCall(call, first.call))
      if (other) return this.#fail(disagreement(first, other))
      if (asked.length < this.#queues.length) return this.#watch()
      this.#allCame?.()
      this.#allCame = undefined
      this.#carryOut(first.call)
    }
  }

  /** The oldest call of each rank that has one. */
  #asked(): Asked[] {
    return this.#queues.flatMap(([oldest], rank) => (oldest ? [{ rank, call: oldest.call }] : []))
  }

  #carryOut(call: CommunicatorCall): void {
    const values = this.#queues.flatMap((queue) => queue.splice(0, 1)).map(({ bytes }) => bytes)
    if (call.kind === 'allReduceSum') sumInto(values)
    if (call.kind === 'broadcast') for (const bytes of values) bytes.set(values[call.root])
    if (call.kind === 'close') this.#isOver = true
    for (const [rank, member] of this.#members.entries()) member.answer(values[rank])
  }

  /** Fails where not all ranks come in time. */
  #watch(): void {
    if (this.#allCame) return
    const allCame = new Promise<void>((resolve) => {
      this.#allCame = resolve
    })
    within(
      this.#timeout,
      () => allCame,
      () => this.#absence(),
    ).catch((error: CommunicatorError) => this.#fail(error))
  }

  #absence(): CommunicatorError {
    const asked = this.#asked()
    const absent = this.#queues.findIndex((queue) => queue.length === 0)
    const waiting = asked.map(({ rank, call }) => `rank ${rank} waits in ${describeCall(call)}`)
    return new CommunicatorError(
      `Rank ${absent} has asked for nothing in ${this.#timeout} ms: ${waiting.join(', ')}.`,
      absent,
    )
  }

  #fail(error: CommunicatorError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#allCame?.()
    for (const member of this.#members) member.fail(error)
  }
}

/** Adds up in the order of ranks, and gives the sum to all. */
function sumInto(values: readonly Uint8Array[]): void {
  const [sum, ...others] = values.map(floatsOf)
  for (const other of others) {
    for (let i = 0; i < sum.length; i++) sum[i] += other[i]
  }
  for (const bytes of values.slice(1)) bytes.set(values[0])
}

const floatsOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array =>
  new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT)

function disagreement(one: Asked, other: Asked): CommunicatorError {
  const [left] = [one, other].filter(({ call }) => call.kind === 'close')
  const asked = [one, other].map(({ rank, call }) => `rank ${rank} asks for ${describeCall(call)}`)
  if (!left) return new CommunicatorError(`The ranks do not ask for the same: ${asked.join(', ')}.`)
  const stayed = asked[left === one ? 1 : 0]
  return new CommunicatorError(`Rank ${left.rank} has left; ${stayed}.`, left.rank)
}
