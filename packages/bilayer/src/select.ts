import {
  ArgumentError,
  type Selection,
  type SelectOptions,
  selectBackend as selectAmong,
} from '@bilayer/core'
import { providers } from './providers.ts'

/** The environment variable that names the one backend to use. */
export const BACKEND_VARIABLE = 'BILAYER_BACKEND'

/**
 * Picks one of this project's backends for this machine, and tells what was tried. The environment variable
 * `BILAYER_BACKEND`, where there is one, overrides `prefer` and `measure`, but not `require`.
 */
export async function selectBackend(options: SelectOptions = {}): Promise<Selection> {
  const named = environmentVariable(BACKEND_VARIABLE)
  if (named === undefined || named === '' || options.require !== undefined)
    return selectAmong(providers, options)
  try {
    return await selectAmong(providers, { require: named })
  } catch (error) {
    if (error instanceof ArgumentError)
      throw new ArgumentError(`${BACKEND_VARIABLE}: ${error.message}`, { cause: error })
    throw error
  }
}

/** A variable of the environment; a page has none. */
function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name]
}
