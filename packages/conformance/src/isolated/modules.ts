import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ArgumentError, type BackendProvider, describeError } from '@bilayer/core'
import { caseName, checkCases, type ConformanceCase } from '../case.ts'
import { conformanceCases } from '../cases.ts'
import { isProvider } from '../provider.ts'

/** What both processes load. */
export interface Modules {
  /** The URL of the module that exports the provider. */
  readonly module: string
  /** The provider's name, where the module exports several. */
  readonly name: string | undefined
  /** The URLs of modules whose exports are lists of cases. */
  readonly caseModules: readonly string[]
}

/**
 * The backend provider that a module exports, the one of that name where it exports several. Throws `ArgumentError` where the
 * module cannot be loaded, or exports no such provider.
 */
export async function loadProvider({
  module: url,
  name,
}: {
  readonly module: string | URL
  readonly name?: string | undefined
}): Promise<BackendProvider> {
  const module = String(url)
  const exported = await load(module)
  const providers = Object.values(exported).flat().filter(isProvider)
  const found = name === undefined ? providers[0] : providers.find((provider) => provider.name === name)
  if (found) return found
  const names = Object.keys(exported)
  throw new ArgumentError(
    `${pathOf(module)} exports no backend provider${name === undefined ? '' : ` named ${JSON.stringify(name)}`}, ` +
      `an object with name, probe() and create(). It exports: ${names.length > 0 ? names.join(', ') : 'nothing'}.`,
  )
}

/** The suite, and the cases of modules behind it. Throws `ArgumentError` where a name is not the only one of its kind. */
export async function loadCases({ caseModules }: Modules): Promise<readonly ConformanceCase[]> {
  const loaded = await Promise.all(caseModules.map(load))
  const cases: unknown[] = loaded.flatMap((exported) => Object.values(exported)).flat()
  checkCases(cases)
  const all = [...conformanceCases, ...cases]
  const names = all.map(caseName)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice === undefined) return all
  throw new ArgumentError(`Two cases have the name ${JSON.stringify(twice)}; each needs one of its own.`)
}

/** What a report calls a module whose backend it does not know. */
export const fileName = (module: string): string => basename(new URL(module).pathname)

async function load(module: string): Promise<Record<string, unknown>> {
  try {
    return (await import(module)) as Record<string, unknown>
  } catch (cause) {
    throw new ArgumentError(`${pathOf(module)} cannot be loaded: ${describeError(cause)}`, { cause })
  }
}

const pathOf = (module: string): string => (module.startsWith('file:') ? fileURLToPath(module) : module)
