import {
  ArgumentError,
  type Selection,
  type SelectOptions,
  selectBackend as selectAmong,
} from '@bilayer/core'
import { providers } from './providers.ts'
import { measureWorkload, type Workload } from './workload.ts'

/** The environment variable that names the one backend to use. */
export const BACKEND_VARIABLE = 'BILAYER_BACKEND'

/** How to choose. */
export interface ChooseOptions extends Omit<SelectOptions, 'measure'> {
  /** The training to do: steps of it are timed on every backend that works, and the fastest is taken. */
  readonly workload?: Workload
  /** Milliseconds for all timing together. 300 unless given. */
  readonly budget?: number
}

/**
 * Picks one of this project's backends for this machine, and tells what was tried. The environment variable
 * `BILAYER_BACKEND`, where there is one, overrides `prefer` and `workload`, but not `require`.
 */
export async function selectBackend({
  workload,
  budget = 300,
  ...options
}: ChooseOptions = {}): Promise<Selection> {
  const named = environmentVariable(BACKEND_VARIABLE)
  if (named === undefined || named === '' || options.require !== undefined) {
    const measure = workload && { measure: measureWorkload(workload, budget / providers.length) }
    return selectAmong(providers, { ...options, ...measure })
  }
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
