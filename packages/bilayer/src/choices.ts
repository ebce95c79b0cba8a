import type { Trial } from '@bilayer/core'
import * as v from 'valibot'
// The file of a process, or the local storage of a page: package.json, `imports`.
import { machine, readText, writeText } from '#store'
import { providers } from './providers.ts'
import type { Workload } from './workload.ts'

/** What came of measuring once. */
export interface Choice {
  /** When, as ISO 8601 has it. */
  readonly measured: string
  readonly trials: readonly Trial[]
}

const DAY = 86_400_000

/** A choice that was made on a busy machine must not stay for ever. */
const LONGEST_KEPT = 30 * DAY

const MOST_KEPT = 100

const trial = v.pipe(
  v.object({
    name: v.string(),
    outcome: v.picklist(['chosen', 'slower', 'not tried', 'unavailable', 'failed']),
    reason: v.string(),
    milliseconds: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  }),
  v.transform(
    ({ milliseconds, ...rest }): Trial => ({ ...rest, ...(milliseconds !== undefined && { milliseconds }) }),
  ),
)

const choices = v.record(
  v.string(),
  v.object({ measured: v.pipe(v.string(), v.isoTimestamp()), trials: v.array(trial) }),
)

/** What was measured for a workload on so many threads of this machine, not too long ago. */
export function recall(workload: Workload, threads?: number): Choice | undefined {
  const choice = new Map(Object.entries(readChoices())).get(keyOf(workload, threads))
  return choice && isKept(choice) ? choice : undefined
}

/** Not for too long, and not from the future: a clock that was wrong must not keep a choice for ever. */
function isKept({ measured }: Choice): boolean {
  const age = Date.now() - Date.parse(measured)
  return age >= 0 && age <= LONGEST_KEPT
}

/** Keeps what was measured. Where nothing can be kept, nothing is: it is measured again next time. */
export function remember(workload: Workload, threads: number | undefined, trials: readonly Trial[]): void {
  const key = keyOf(workload, threads)
  const others = Object.entries(readChoices()).filter(([other]) => other !== key)
  const choice: Choice = { measured: new Date().toISOString(), trials }
  try {
    writeText(JSON.stringify(Object.fromEntries([...others.slice(1 - MOST_KEPT), [key, choice]])))
  } catch {}
}

/** What is kept; nothing where it cannot be read, or is none of ours. */
function readChoices(): Record<string, Choice> {
  try {
    return v.parse(choices, JSON.parse(readText() ?? '{}'))
  } catch {
    return {}
  }
}

/** What a choice depends on. */
const keyOf = ({ layers, batch }: Workload, threads: number | undefined): string =>
  `${layers.join('-')}, batch ${batch}${threads === undefined ? '' : `, threads ${threads}`}; ${providers.map(({ name }) => name).join(' ')}; ${machine()}`
