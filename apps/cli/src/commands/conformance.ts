import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { caseName, type Report } from '@bilayer/conformance'
import { type IsolatedSubject, runIsolated } from '@bilayer/conformance/isolated'
import {
  countsLine,
  htmlReport,
  jsonReport,
  junitReport,
  terminalReport,
} from '@bilayer/conformance/reporters'
import { providers } from 'bilayer'
import { exitCodes, UsageError } from '../exit-codes.ts'
import { checkWritable, kindOf, save } from '../files.ts'
import { print, write } from '../output.ts'
import { watchInterruption } from '../signals.ts'
import { createCaseProgress } from '../terminal/case-progress.ts'
import { backendNames } from './backends.ts'

/** How a report may be written. */
export const reporters = { terminal: terminalReport, json: jsonReport, junit: junitReport, html: htmlReport }

export interface ConformanceCommandOptions {
  readonly only?: string
  readonly seed: number
  /** Milliseconds. */
  readonly timeout: number
  readonly bail?: boolean
  readonly reporter: keyof typeof reporters
  readonly output?: string
}

/**
 * Proves a backend right: one of ours by its name, or a stranger's by the path of a module. Whatever the backend does, there is
 * a report.
 */
export async function conformance(target: string, options: ConformanceCommandOptions): Promise<number> {
  const { reporter, output } = options
  if (output !== undefined) await checkWritable(output)
  const subject = await findBackend(target)
  using interruption = watchInterruption()
  const report = await run(subject, options, interruption.signal)
  const text = reporters[reporter](report)
  if (output === undefined) {
    write(text)
  } else {
    await save('report', output, text)
    print(`${countsLine(report)}; the report is in ${output}.`)
  }
  return interruption.exitCode || (report.failed > 0 ? exitCodes.failed : 0)
}

async function run(
  subject: IsolatedSubject,
  { only = '', seed, timeout, bail = false }: ConformanceCommandOptions,
  signal: AbortSignal,
): Promise<Report> {
  using progress = createCaseProgress(process.stderr)
  return await runIsolated(subject, {
    caseModules: [import.meta.resolve('bilayer/gradient-cases')],
    only,
    seed,
    timeout,
    bail,
    signal,
    onStart: (label, index, { length }) => progress.show(caseName(label), index, length),
  })
}

async function findBackend(target: string): Promise<IsolatedSubject> {
  if (providers.some(({ name }) => name === target)) {
    return { module: import.meta.resolve('bilayer'), name: target }
  }
  if ((await kindOf(target)) === 'file') return { module: pathToFileURL(resolve(target)) }
  throw new UsageError(
    `There is no backend and no file ${target}. Name one of ours (${backendNames}) or the path of a module.`,
  )
}
