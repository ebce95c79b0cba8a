import { caseName, type CaseResult, type Report, type Untested } from '@bilayer/conformance'
import { describeError } from '@bilayer/core'
import { machine, today } from '../../bench/src/machine.ts'
import { byReason } from '../../packages/conformance/src/reporters/by-reason.ts'
import type { Entry, Matrix, Proof, RuntimeFacts } from './matrix.ts'
import type { Runtime } from './runtimes/runtime.ts'

/** What to gather. */
export interface GatherOptions {
  readonly runtimes: readonly Runtime[]
  readonly backends: readonly string[]
  /** Only the cases whose names hold this text. */
  readonly only: string
  /** Called with each entry as it comes. */
  readonly onEntry: (entry: Entry) => void
  /** Ends the run, which then rejects with its reason. */
  readonly signal: AbortSignal
}

/**
 * Runs the suite on every backend in every runtime, one after another, for they share one machine. Each of them has an entry:
 * what cannot be had or does not come to an end has one that tells why.
 */
export async function gather({ runtimes, backends, only, onEntry, signal }: GatherOptions): Promise<Matrix> {
  const facts: RuntimeFacts[] = []
  const entries: Entry[] = []
  const add = (entry: Entry): void => {
    entries.push(entry)
    onEntry(entry)
  }
  for (const { name, title, open } of runtimes) {
    const date = today()
    const opened = await settled(() => open(signal), signal)
    if ('reason' in opened) {
      facts.push({ name, title, date })
      for (const backend of backends) add({ backend, runtime: name, reason: opened.reason })
      continue
    }
    await using runtime = opened.value
    facts.push({ name, title, date, version: runtime.version })
    for (const backend of backends) {
      add(entryOf(await settled(() => runtime.prove(backend, only), signal), name, backend))
    }
  }
  return {
    machine: machine(),
    only,
    runtimes: facts,
    backends: [...backends],
    entries,
  }
}

function entryOf(proved: Settled<Report | Untested>, runtime: string, backend: string): Entry {
  if ('reason' in proved) return { backend, runtime, reason: proved.reason }
  if ('results' in proved.value) return proofOf(proved.value, runtime)
  return { backend, runtime, reason: proved.value.reason }
}

/** What a report comes to. */
function proofOf(report: Report, runtime: string): Proof {
  const { backend, suite, level, info, seed, passed, failed, skipped, notRun, operations, results } = report
  return {
    backend,
    runtime,
    suite,
    ...(level !== undefined && { level }),
    ...(info !== undefined && { device: info.device }),
    ...(info?.mode !== undefined && { mode: info.mode }),
    seed,
    passed,
    failed,
    skipped,
    notRun,
    operations: [...operations],
    skips: operations.flatMap(({ op }) => skipsOf(op, results)),
    failures: results
      .filter(({ status }) => status === 'failed' || status === 'not run')
      .map((result) => ({ name: caseName(result), reason: result.reason ?? '' })),
  }
}

function skipsOf(op: string, results: readonly CaseResult[]): Proof['skips'] {
  const own = results.filter((result) => result.op === op)
  return byReason(own, 'skipped').map(({ reason, cases }) => ({ op, reason, cases: cases.length }))
}

/** What comes of work that may fail: a value, or the reason why there is none. */
type Settled<T> = { readonly value: T } | { readonly reason: string }

/** Rejects where the work was ended by the signal, which says nothing of the work. */
async function settled<T>(work: () => Promise<T>, signal: AbortSignal): Promise<Settled<T>> {
  signal.throwIfAborted()
  try {
    return { value: await work() }
  } catch (error) {
    signal.throwIfAborted()
    return { reason: describeError(error) }
  }
}
