import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { conformanceCases, type Report, runConformance } from '@bilayer/conformance'
import { htmlReport, jsonReport, junitReport, terminalReport } from '@bilayer/conformance/reporters'
import { type BackendProvider, providers } from 'bilayer'
import { gradientCases } from 'bilayer/gradient-cases'
import { exitCodes, UsageError } from '../exit-codes.ts'
import { checkWritable, kindOf, save } from '../files.ts'
import { print, write } from '../output.ts'

/** How a report may be written. */
export const reporters = { terminal: terminalReport, json: jsonReport, junit: junitReport, html: htmlReport }

export interface ConformanceCommandOptions {
  readonly only?: string
  readonly seed: number
  readonly reporter: keyof typeof reporters
  readonly output?: string
}

/** Proves a backend right: one of ours by its name, or a stranger's by the path of a module. */
export async function conformance(
  target: string,
  { only, seed, reporter, output }: ConformanceCommandOptions,
): Promise<number> {
  if (output !== undefined) await checkWritable(output)
  const provider = await findBackend(target)
  const report = await runConformance(provider, {
    cases: [...conformanceCases, ...gradientCases],
    seed,
    ...(only !== undefined && { only }),
  })
  const text = reporters[reporter](report)
  if (output === undefined) write(text)
  else await saveReport(output, text, report)
  return report.failed > 0 ? exitCodes.failed : 0
}

async function saveReport(output: string, text: string, { passed, failed, skipped }: Report): Promise<void> {
  await save('report', output, text)
  print(`${passed} passed, ${failed} failed, ${skipped} skipped; the report is in ${output}.`)
}

async function findBackend(target: string): Promise<BackendProvider> {
  const ours = providers.find(({ name }) => name === target)
  if (ours) return ours
  const path = resolve(target)
  if ((await kindOf(path)) !== 'file') {
    const names = providers.map(({ name }) => name).join(', ')
    throw new UsageError(
      `There is no backend and no file ${target}. Name one of ours (${names}) or the path of a module.`,
    )
  }
  return providerIn(target, await load(path, target))
}

async function load(path: string, target: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } catch (cause) {
    throw new UsageError(
      `${target} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

function providerIn(target: string, module: Record<string, unknown>): BackendProvider {
  const found = Object.values(module).find(isProvider)
  if (found) return found
  const names = Object.keys(module)
  throw new UsageError(
    `${target} exports no backend provider, an object with name, probe() and create(). ` +
      `It exports: ${names.length > 0 ? names.join(', ') : 'nothing'}.`,
  )
}

const isProvider = (value: unknown): value is BackendProvider =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'probe' in value &&
  typeof value.probe === 'function' &&
  'create' in value &&
  typeof value.create === 'function'
