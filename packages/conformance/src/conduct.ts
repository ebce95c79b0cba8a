import { ArgumentError } from '@bilayer/core'
import type { Bench } from './bench.ts'
import { caseName, type CaseLabel, type ConformanceCase, ConformanceError } from './case.ts'
import type { CompleteOptions } from './options.ts'
import { reasonOf } from './reason.ts'
import { type CaseResult, fault, notRun, type Report, reportOf } from './result.ts'
import { StopRule } from './stop-rule.ts'

/**
 * Opens a bench and runs cases on it, to the last or until something stops the run. Every case has its row in the report, and
 * so has what goes wrong outside of any: a bench that cannot be opened, or not be closed. Such a bench has `name` for a subject.
 */
export async function conduct(
  open: () => Promise<Bench>,
  name: string,
  cases: readonly ConformanceCase[],
  options: CompleteOptions,
): Promise<Report> {
  const results: CaseResult[] = []
  const add = (result: CaseResult): void => {
    results.push(result)
    options.onResult?.(result)
  }
  const bench = await opened(open, options, add)
  try {
    await runCases(bench, cases, options, add)
  } finally {
    await close(bench, add)
  }
  return reportOf(bench?.subject ?? { backend: name, seed: options.seed }, results)
}

type Add = (result: CaseResult) => void

async function opened(
  open: () => Promise<Bench>,
  { signal }: CompleteOptions,
  add: Add,
): Promise<Bench | undefined> {
  const start = performance.now()
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof ConformanceError)) throw error
    if (signal?.aborted !== true) add(fault('makes a backend', error.message, performance.now() - start))
    return undefined
  }
}

async function runCases(
  bench: Bench | undefined,
  cases: readonly ConformanceCase[],
  options: CompleteOptions,
  add: Add,
): Promise<void> {
  const rule = new StopRule(options)
  for (const [index, conformanceCase] of cases.entries()) {
    if (!bench || rule.reason !== undefined) {
      add(notRun(conformanceCase, rule.reason ?? 'there is no backend to run it on'))
      continue
    }
    options.onStart?.(conformanceCase, index, cases)
    const result = await bench.run(conformanceCase)
    rule.add(result)
    const stopped = options.signal?.aborted === true
    add(stopped ? notRun(conformanceCase, 'the run was stopped while it ran') : result)
  }
}

async function close(bench: Bench | undefined, add: Add): Promise<void> {
  const start = performance.now()
  try {
    await bench?.close()
  } catch (error) {
    add(fault('closes the backend', reasonOf(error), performance.now() - start))
  }
}

/** The cases with `only` in their names. Throws `ArgumentError` where there is none. */
export function chosenCases<Case extends Pick<CaseLabel, 'op' | 'title'>>(
  cases: readonly Case[],
  only: string,
): readonly Case[] {
  const chosen = cases.filter((label) => caseName(label).includes(only))
  if (chosen.length > 0) return chosen
  const ops = [...new Set(cases.map(({ op }) => op))]
  throw new ArgumentError(
    `No case holds ${JSON.stringify(only)} in its name. Names begin with: ${ops.join(', ')}.`,
  )
}
