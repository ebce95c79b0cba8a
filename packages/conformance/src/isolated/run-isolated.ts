import { ArgumentError, checkObject, checkString, describeValue } from '@bilayer/core'
import { chosenCases, conduct } from '../conduct.ts'
import { completeOptions, type RunOptions } from '../options.ts'
import type { Report } from '../result.ts'
import { openChildBench } from './child-bench.ts'
import { fileName, loadCases, type Modules } from './modules.ts'

/** Where the backend under test comes from. */
export interface IsolatedSubject {
  /** The URL of a module that exports a backend provider, or a list of them. */
  readonly module: string | URL
  /** The provider's name, where the module exports several; the first unless given. */
  readonly name?: string
}

/** What to run, and how. */
export interface IsolatedOptions extends RunOptions {
  /** The URLs of modules whose exports are lists of cases, to run after those of the suite. */
  readonly caseModules?: readonly (string | URL)[]
}

/**
 * As `runConformance`, in a child process of Node.js: a backend that computes without end is stopped, and the report is whole
 * even where it ends its process, throws what nothing catches, or exhausts the memory. What it prints goes to the standard error.
 *
 * Rejects with `BackendUnavailableError` where the backend cannot run here, and with `ArgumentError` where the module cannot be
 * loaded or exports no provider, `only` names no case, or an argument is wrong.
 */
export async function runIsolated(subject: IsolatedSubject, options: IsolatedOptions = {}): Promise<Report> {
  const complete = completeOptions(options)
  const modules = modulesOf(subject, options)
  const chosen = chosenCases(await loadCases(modules), complete.only)
  const name = modules.name ?? fileName(modules.module)
  return conduct(() => openChildBench(modules, complete), name, chosen, complete)
}

function modulesOf(subject: IsolatedSubject, { caseModules = [] }: IsolatedOptions): Modules {
  checkObject('subject', subject, "{ module: new URL('./mine.js', import.meta.url) }")
  const { module, name } = subject
  if (name !== undefined) checkString('name', name, 'myBackend')
  if (!Array.isArray(caseModules)) {
    throw new ArgumentError(`caseModules is ${describeValue(caseModules)}; it must be an array of URLs.`)
  }
  return {
    module: urlOf('module', module),
    name,
    caseModules: caseModules.map((each, i) => urlOf(`caseModules[${i}]`, each)),
  }
}

function urlOf(label: string, value: unknown): string {
  if (value instanceof URL) return value.href
  if (typeof value === 'string' && URL.canParse(value)) return value
  throw new ArgumentError(
    `${label} is ${describeValue(value)}; it must be a URL, such as new URL('./mine.js', import.meta.url).`,
  )
}
