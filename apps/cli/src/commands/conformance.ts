import { caseName, type Report, type Reported, type Untested } from '@bilayer/conformance'
import { type IsolatedSubject, runIsolated } from '@bilayer/conformance/isolated'
import {
  badgeReport,
  countsLine,
  htmlReport,
  jsonReport,
  junitReport,
  tapReport,
  terminalReport,
} from '@bilayer/conformance/reporters'
import { BackendUnavailableError, providers } from 'bilayer'
import { exitCodes, UsageError } from '../exit-codes.ts'
import { checkWritable, save } from '../files.ts'
import { print, write } from '../output.ts'
import { watchInterruption } from '../signals.ts'
import { findTarget } from '../targets.ts'
import { createCaseProgress } from '../terminal/case-progress.ts'
import { backendNames } from './backends.ts'

/** How a report may be written. */
export const reporters = {
  terminal: terminalReport,
  json: jsonReport,
  junit: junitReport,
  tap: tapReport,
  html: htmlReport,
  badge: badgeReport,
}

export interface ConformanceCommandOptions {
  /** Whether to run all backends of ours that work here. */
  readonly all?: boolean
  readonly only?: string
  readonly seed: number
  /** Milliseconds. */
  readonly timeout: number
  readonly bail?: boolean
  readonly reporter: keyof typeof reporters
  readonly output?: string
}

/**
 * Proves backends right, one after another: those of ours by their names, a stranger's by the path of a module. Whatever a
 * backend does, there is a report.
 */
export async function conformance(
  named: readonly string[],
  options: ConformanceCommandOptions,
): Promise<number> {
  const { all = false, reporter, output } = options
  const targets = targetsOf(named, all)
  if (output !== undefined) await checkWritable(output)
  const subjects = await Promise.all(targets.map(findTarget))
  using interruption = watchInterruption()
  const isOne = !all && targets.length === 1
  const { signal } = interruption
  const reported = isOne
    ? await run(subjects[0], options, signal)
    : await runSeveral(targets, subjects, options, signal)
  const text = reporters[reporter](reported)
  if (output === undefined) {
    write(text)
  } else {
    await save('report', output, text)
    print(`${countsLine(reported)}; the report is in ${output}.`)
  }
  return interruption.exitCode || (isRight(reported, all) ? 0 : exitCodes.failed)
}

/** What is named, each once. */
function targetsOf(named: readonly string[], all: boolean): readonly string[] {
  const ours = providers.map(({ name }) => name)
  const targets = [...new Set(all ? [...ours, ...named] : named)]
  if (targets.length > 0) return targets
  throw new UsageError(
    `Name what to test: ${backendNames}, the path of a module, several of them, or --all for all of ours.`,
  )
}

/** Whether nothing failed, and all that was named was tested: with `all`, what is not here need not be. */
function isRight(reported: Reported, all: boolean): boolean {
  if ('results' in reported) return reported.failed === 0
  return reported.every((each) => ('results' in each ? each.failed === 0 : all))
}

/** One after another, for they share one machine. One that cannot run here does not keep the others from it. */
async function runSeveral(
  targets: readonly string[],
  subjects: readonly IsolatedSubject[],
  options: ConformanceCommandOptions,
  signal: AbortSignal,
): Promise<(Report | Untested)[]> {
  const reported: (Report | Untested)[] = []
  for (const [i, subject] of subjects.entries()) {
    const backend = targets[i]
    const hasFailed = reported.some((each) => 'results' in each && each.failed > 0)
    if (signal.aborted) reported.push({ backend, reason: 'the run was stopped' })
    else if (options.bail === true && hasFailed)
      reported.push({ backend, reason: 'another had failed before' })
    else reported.push(await runIfPossible(backend, subject, options, signal))
  }
  return reported
}

async function runIfPossible(
  backend: string,
  subject: IsolatedSubject,
  options: ConformanceCommandOptions,
  signal: AbortSignal,
): Promise<Report | Untested> {
  try {
    return await run(subject, options, signal, `${backend} › `)
  } catch (error) {
    if (error instanceof BackendUnavailableError) return { backend, reason: error.message }
    throw error
  }
}

async function run(
  subject: IsolatedSubject,
  { only = '', seed, timeout, bail = false }: ConformanceCommandOptions,
  signal: AbortSignal,
  prefix = '',
): Promise<Report> {
  using progress = createCaseProgress(process.stderr)
  return await runIsolated(subject, {
    caseModules: [import.meta.resolve('bilayer/gradient-cases')],
    only,
    seed,
    timeout,
    bail,
    signal,
    onStart: (label, index, { length }) => progress.show(prefix + caseName(label), index, length),
  })
}
