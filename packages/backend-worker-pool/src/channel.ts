/** Tickets that the ring holds. A power of two. */
export const CAPACITY = 2048

/** Words of a command: which operation, its split, and its arguments. */
const COMMAND_WORDS = 16

/** Where a command has what. The other arguments of its kernel follow. */
export const Field = { operation: 0, parts: 1, extent: 2, unit: 3, out: 4, list: 5 } as const

/**
 * The counters that threads share, each on a cache line of its own. Tickets are numbered from 0 on, one for each part of each
 * command; the numbers wrap at 2³², so they are compared by `isReached`.
 */
export const Word = {
  /** Tickets that the host has given out. */
  published: 0,
  /** Tickets that workers have taken. */
  claimed: 16,
  /** Tickets whose part is computed. */
  finished: 32,
  /** The ticket count at which the host wants to hear of it. */
  wanted: 48,
  /** Workers that sleep. */
  asleep: 64,
  /** Changes whenever sleeping workers are to look again. */
  alarm: 80,
} as const

const WORDS = 96

/** What the host and its workers share, beside the matrices: counters, and a ring of commands. */
export interface Channel {
  readonly buffer: SharedArrayBuffer
  readonly threads: number
  readonly words: Int32Array<SharedArrayBuffer>
  /** For each ticket, which part of its command it stands for. The command is in the slot of its first ticket. */
  readonly parts: Int32Array<SharedArrayBuffer>
  readonly commands: Float64Array<SharedArrayBuffer>
}

const PARTS_BEGIN = WORDS * Int32Array.BYTES_PER_ELEMENT
const COMMANDS_BEGIN = PARTS_BEGIN + CAPACITY * Int32Array.BYTES_PER_ELEMENT
const BYTES = COMMANDS_BEGIN + CAPACITY * COMMAND_WORDS * Float64Array.BYTES_PER_ELEMENT

export const createChannel = (threads: number): Channel => openChannel(new SharedArrayBuffer(BYTES), threads)

export const openChannel = (buffer: SharedArrayBuffer, threads: number): Channel => ({
  buffer,
  threads,
  words: new Int32Array(buffer, 0, WORDS),
  parts: new Int32Array(buffer, PARTS_BEGIN, CAPACITY),
  commands: new Float64Array(buffer, COMMANDS_BEGIN),
})

/** Where the command of that first ticket begins. */
export const slotOf = (first: number): number => (first & (CAPACITY - 1)) * COMMAND_WORDS

/** Whether a count of tickets has come to another, or gone beyond. */
export const isReached = (count: number, target: number): boolean => ((count - target) | 0) >= 0

/** Sees to it that as many workers as a command has parts are awake, if there are so many. */
export function wake({ words, threads }: Channel, parts: number): void {
  const missing = Math.min(parts, threads) - (threads - Atomics.load(words, Word.asleep))
  if (missing <= 0) return
  Atomics.add(words, Word.alarm, 1)
  Atomics.notify(words, Word.alarm, missing)
}
