import type { Bench } from '../bench.ts'
import { caseName, type ConformanceCase } from '../case.ts'
import type { CompleteOptions } from '../options.ts'
import { reasonOf } from '../reason.ts'
import type { CaseResult, Subject } from '../result.ts'
import { type Child, startChild } from './child-process.ts'
import type { Modules } from './modules.ts'

/** Milliseconds that a child gets beyond its own time-out, to tell of it. One that is silent then cannot. */
const GRACE = 1000

/** Milliseconds that the modules may take beyond the time-out. */
const LOADING = 5000

/** A bench in a child process. After a case that was cut short the next gets a new process. */
export async function openChildBench(
  modules: Modules,
  { seed, runs, timeout, signal }: CompleteOptions,
): Promise<Bench> {
  const patience = timeout + GRACE
  const late = (what: string) => `${what} did not return within ${timeout} ms: a synchronous loop`

  const start = async (): Promise<{ started: Child; subject: Subject }> => {
    const started = await startChild(signal)
    const loading = timeout + LOADING
    await started.ask('load', modules, loading, `the module did not load within ${loading} ms`)
    const subject = await started.ask('open', { seed, runs, timeout }, patience, late('probe() or create()'))
    return { started, subject }
  }

  const { started, subject } = await start()
  let child: Child | undefined = started

  const run = async (conformanceCase: ConformanceCase): Promise<CaseResult> => {
    const { op, title, level } = conformanceCase
    const begin = performance.now()
    try {
      child ??= (await start()).started
      const result = await child.ask('run', caseName(conformanceCase), patience, late('it'))
      if (result.cutShort === true) {
        void child.end()
        child = undefined
      }
      return result
    } catch (error) {
      child = undefined
      const milliseconds = performance.now() - begin
      return { op, title, level, status: 'failed', reason: reasonOf(error), cutShort: true, milliseconds }
    }
  }

  const close = async (): Promise<void> => {
    if (!child || signal?.aborted === true) return
    await child.ask('close', undefined, patience, late('dispose()'))
    await child.end()
  }
  return { subject, run, close }
}
