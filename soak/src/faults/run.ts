import { join } from 'node:path'
import { CannotStartError, runFresh } from '../fresh/fresh-process.ts'
import type { Fault, Strike } from './fault.ts'
import { faults } from './faults.ts'
import { message } from './messages.ts'
import type { FaultsFound, Series } from './results.ts'

/** How often to bring each mishap about. */
export interface FaultsOptions {
  readonly times: number
  readonly seed: number
  /** Names, or parts of them; all where there are none. */
  readonly only: readonly string[]
  /** Hears of each series as it ends. */
  readonly ended: (series: Series) => void
}

/** A strike takes seconds; what is silent for so many milliseconds hangs. */
const PATIENCE = 120_000

/** Things that went wrong that a result file quotes, of each mishap. */
const MOST_QUOTED = 10

const script = join(import.meta.dirname, 'child.ts')

/** Every mishap, each in a process of its own, one after another. */
export async function runFaults({ times, seed, only, ended }: FaultsOptions): Promise<FaultsFound> {
  const series: Series[] = []
  const unavailable: { fault: string; reason: string }[] = []
  for (const fault of faults) {
    if (only.length > 0 && !only.some((part) => fault.name.includes(part))) continue
    const strikes = await strikeAll(fault, times, seed)
    if (typeof strikes === 'string') {
      unavailable.push({ fault: fault.name, reason: strikes })
      continue
    }
    const one = summed(fault, strikes)
    series.push(one)
    ended(one)
  }
  return { seed, series, unavailable }
}

/** What came of each time, or why the mishap cannot be brought about. A process that ends or hangs is one more that went wrong. */
async function strikeAll(
  { name, under = [] }: Fault,
  times: number,
  seed: number,
): Promise<Strike[] | string> {
  const strikes: Strike[] = []
  const args = [name, String(times), String(seed)]
  try {
    for await (const news of runFresh({ script, args, under, message, patience: PATIENCE })) {
      if (news.kind === 'unavailable') return news.reason
      strikes.push(news)
    }
  } catch (error) {
    if (error instanceof CannotStartError) return error.message
    strikes.push({ outcome: 'error', wrong: [String(error)] })
  }
  return strikes
}

/** A series of strikes in figures. */
export function summed({ name, description, patience }: Fault, strikes: readonly Strike[]): Series {
  const times = strikes.flatMap(({ milliseconds }) => (milliseconds === undefined ? [] : [milliseconds]))
  const wrong = strikes.filter((strike) => strike.wrong.length > 0)
  return {
    fault: name,
    description,
    times: strikes.length,
    errors: strikes.filter(({ outcome }) => outcome === 'error').length,
    wholeFiles: strikes.filter(({ outcome }) => outcome === 'whole file').length,
    ...(times.length > 0 && { longest: Math.max(...times) }),
    ...(patience !== undefined && { patience }),
    wrongTimes: wrong.length,
    wrong: [...new Set(wrong.flatMap((strike) => strike.wrong))].slice(0, MOST_QUOTED),
  }
}
