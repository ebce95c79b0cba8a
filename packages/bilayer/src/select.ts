import {
  ArgumentError,
  type Selection,
  type SelectOptions,
  selectBackend as selectAmong,
} from '@bilayer/core'
import type { Choice } from './choices.ts'
import { providers } from './providers.ts'
import { createStopwatch, type Workload } from './workload.ts'

/** The environment variable that names the one backend to use. */
export const BACKEND_VARIABLE = 'BILAYER_BACKEND'

/** How to choose. */
export interface ChooseOptions extends Omit<SelectOptions, 'measure'> {
  /** The training to do: steps of it are timed on every backend that works, and the fastest is taken. */
  readonly workload?: Workload
  /** Milliseconds for all timing together, beside starting the backends. 300 unless given. */
  readonly budget?: number
  /**
   * Whether what was measured for a workload is used again on this machine, for 30 days: true unless given. `'anew'` measures,
   * and remembers that.
   */
  readonly remember?: boolean | 'anew'
}

/**
 * Picks one of this project's backends for this machine, and tells what was tried. The environment variable
 * `BILAYER_BACKEND`, where there is one, overrides `prefer` and `workload`, but not `require`.
 *
 * What was measured is kept in a file of the user's cache directory, or in the local storage of a page.
 */
export async function selectBackend({
  workload,
  budget = 300,
  remember = true,
  ...options
}: ChooseOptions = {}): Promise<Selection> {
  const named = environmentVariable(BACKEND_VARIABLE)
  if (named !== undefined && named !== '' && options.require === undefined) return selectNamed(named)
  if (!workload || options.require !== undefined) return selectAmong(providers, options)

  const { measure, explain } = createStopwatch(workload, budget / providers.length)
  const memory = remember === false ? undefined : await loadMemory()
  const choice = remember === true ? memory?.recall(workload) : undefined
  const remembered = choice && (await selectAsBefore(choice))
  if (remembered) return remembered

  const { backend, trials } = await selectAmong(providers, { ...options, measure })
  const selection = { backend, trials: trials.map(explain) }
  memory?.remember(workload, selection.trials)
  return selection
}

async function selectNamed(name: string): Promise<Selection> {
  try {
    return await selectAmong(providers, { require: name })
  } catch (error) {
    if (error instanceof ArgumentError)
      throw new ArgumentError(`${BACKEND_VARIABLE}: ${error.message}`, { cause: error })
    throw error
  }
}

/** Loaded when it is used, for it looks for the user's home directory, and a process may have no user who has one. */
async function loadMemory(): Promise<typeof import('./choices.ts') | undefined> {
  try {
    return await import('./choices.ts')
  } catch {
    return undefined
  }
}

/** The backend that was the fastest; undefined where it no longer works. */
async function selectAsBefore({ measured, trials }: Choice): Promise<Selection | undefined> {
  const chosen = trials.find(({ outcome }) => outcome === 'chosen')
  if (!chosen) return undefined
  try {
    const { backend } = await selectAmong(providers, { require: chosen.name })
    const reason = `the fastest when they were measured, on ${measured.slice(0, 10)}`
    return { backend, trials: trials.map((trial) => (trial === chosen ? { ...trial, reason } : trial)) }
  } catch {
    return undefined
  }
}

/** A variable of the environment; a page has none. */
function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name]
}
