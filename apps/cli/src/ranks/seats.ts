import { readFileSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { pid } from 'node:process'
import type { Communicator } from 'bilayer'
import { hearAll } from './tell.ts'

/** Where a rank computes. */
export interface Seat {
  readonly machine: string
  readonly process: number
  /** The numbers of the cores that it may use, such as `0-3`, where the system tells. */
  readonly allowed: string
  /** How many these are. */
  readonly cores: number
}

/** The seats of all ranks, in order, on every rank. */
export const seatsOf = (communicator: Communicator): Promise<Seat[]> =>
  hearAll(communicator, {
    machine: hostname(),
    process: pid,
    allowed: allowedCores(),
    cores: availableParallelism(),
  })

/**
 * How many threads each rank may compute on: its part of the cores that it shares with others, one at least. It is the same for all: that
 * of the rank with the fewest. Ranks that their launcher has bound to cores of their own share them with nobody.
 */
export function threadsOfEach(seats: readonly Seat[]): number {
  const parts = seats.map(({ machine, allowed, cores }) => {
    const sharing = seats.filter((other) => other.machine === machine && other.allowed === allowed)
    return Math.floor(cores / sharing.length)
  })
  return Math.max(1, Math.min(...parts))
}

/** Which processes the ranks are: a launcher that ends all when one is killed may tell its number alone. */
export function describeSeats(seats: readonly Seat[]): string {
  const machines = Map.groupBy(seats.entries(), ([, { machine }]) => machine)
  return Array.from(machines, ([machine, those]) => {
    const ranks = those.map(([rank, { process }]) => `${rank} (${process})`)
    return `Ranks on ${machine}, with their processes: ${ranks.join(', ')}.`
  }).join('\n')
}

function allowedCores(): string {
  try {
    const status = readFileSync('/proc/self/status', 'utf8')
    return /^Cpus_allowed_list:\s*(?<list>.*)$/mu.exec(status)?.groups?.['list'] ?? ''
  } catch {
    return ''
  }
}
