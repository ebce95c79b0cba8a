import { CAPACITY, type Channel, Field, isReached, slotOf, wake, Word } from './channel.ts'
import { executePart, type Machine, operationIn } from './operations.ts'

/** How long a worker that finds nothing to do looks on before it sleeps, in milliseconds. */
const PATIENCE = 0.1

/** Looks between two glances at the clock. */
const LOOKS = 32

/** What a worker tells the host. */
export interface Report {
  /** As many tickets are finished as the host wanted. */
  readonly reached: () => void
  readonly failed: (operation: string, error: unknown) => void
}

/**
 * The life of a worker: it computes part after part of what the host queues, and sleeps while there is nothing to do. It
 * returns only when a kernel has failed.
 */
export function work(channel: Channel, machine: Machine, report: Report): void {
  for (;;) {
    const ticket = awaitTicket(channel)
    const part = channel.parts[ticket & (CAPACITY - 1)]
    const slot = slotOf(ticket - part)
    if (part === 0) wake(channel, channel.commands[slot + Field.parts])
    try {
      executePart(machine, channel, slot, part)
    } catch (error) {
      report.failed(operationIn(channel, slot).name, error)
      return
    }
    const finished = (Atomics.add(channel.words, Word.finished, 1) + 1) | 0
    if (finished === Atomics.load(channel.words, Word.wanted)) report.reached()
  }
}

/** Takes a ticket, as soon as there is one. */
function awaitTicket(channel: Channel): number {
  let deadline = 0
  for (let looks = 0; ; looks++) {
    const ticket = nextTicket(channel)
    if (ticket !== undefined && take(channel, ticket)) return ticket
    if (looks % LOOKS === 0) {
      const now = performance.now()
      if (deadline === 0) {
        deadline = now + PATIENCE
      } else if (now > deadline) {
        sleep(channel)
        deadline = 0
      }
    }
    pause()
  }
}

/** The next ticket, if there is one and all commands before its own are finished. */
function nextTicket({ words, parts }: Channel): number | undefined {
  const ticket = Atomics.load(words, Word.claimed)
  if (ticket === Atomics.load(words, Word.published)) return undefined
  const first = ticket - parts[ticket & (CAPACITY - 1)]
  return isReached(Atomics.load(words, Word.finished), first) ? ticket : undefined
}

/** Takes that ticket, unless another worker was faster. */
const take = ({ words }: Channel, ticket: number): boolean =>
  Atomics.compareExchange(words, Word.claimed, ticket, ticket + 1) === ticket

/**
 * Sleeps until there may be something to do. Who gives work out counts the sleepers after it is there to be found; a worker
 * looks for work after it counts as one: so one of them sees the other.
 */
function sleep(channel: Channel): void {
  const { words } = channel
  const alarm = Atomics.load(words, Word.alarm)
  Atomics.add(words, Word.asleep, 1)
  if (nextTicket(channel) === undefined) Atomics.wait(words, Word.alarm, alarm)
  Atomics.sub(words, Word.asleep, 1)
}

/** Tells the processor that this thread only waits, where the language can. */
const pause: () => void = 'pause' in Atomics ? (Atomics as unknown as { pause: () => void }).pause : () => {}
