import { join } from 'node:path'
import { withDisplay } from '../fresh/display.ts'
import { CannotStartError, runFresh } from '../fresh/fresh-process.ts'
import { type Subject, subjects } from '../subjects.ts'
import { message } from './messages.ts'
import type { OperationsFound, Run } from './results.ts'

/** How much to run. */
export interface OperationsOptions {
  /** Operations on all backends together, as many on each. */
  readonly count: number
  readonly seed: number
  /** Parts of the names of the subjects; all where there are none. */
  readonly only: readonly string[]
  /** Hears of each run as it ends. */
  readonly ended: (run: Run) => void
}

/** A round of programs takes seconds, its failure made smaller minutes; what is silent for so many milliseconds hangs. */
const PATIENCE = 600_000

const script = join(import.meta.dirname, 'child.ts')

/** Random programs on each backend, each in a process of its own, one after another. */
export async function runOperations({
  count,
  seed,
  only,
  ended,
}: OperationsOptions): Promise<OperationsFound> {
  const chosen = subjects.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
  const runs: Run[] = []
  const unavailable: { subject: string; reason: string }[] = []
  for (const subject of chosen) {
    const run = await runSubject(subject, Math.ceil(count / chosen.length), seed)
    if (typeof run === 'string') {
      unavailable.push({ subject: subject.name, reason: run })
    } else {
      runs.push(run)
      ended(run)
    }
  }
  return { seed, runs, unavailable }
}

/** What came of the programs, or why there were none. */
async function runSubject(
  { name, draws = false }: Subject,
  count: number,
  seed: number,
): Promise<Run | string> {
  const start = performance.now()
  let run: Run = { subject: name, device: '', programs: 0, operations: 0, numbers: 0, seconds: 0, shares: {} }
  const messages = runFresh({
    script,
    args: [name, String(count), String(seed)],
    under: draws ? withDisplay() : [],
    message,
    patience: PATIENCE,
  })
  try {
    for await (const { kind, ...news } of messages) {
      if (kind === 'unavailable' && 'reason' in news) return news.reason
      run = kind === 'failed' && 'path' in news ? { ...run, failure: news } : { ...run, ...news }
    }
  } catch (error) {
    if (error instanceof CannotStartError) return error.message
    throw error
  }
  return { ...run, seconds: Math.round((performance.now() - start) / 1000) }
}
