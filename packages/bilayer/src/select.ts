import {
  ArgumentError,
  type BackendProvider,
  checkObject,
  checkPositive,
  checkWholeNumber,
  describeValue,
  type Selection,
  type SelectOptions,
  selectBackend as selectAmong,
} from '@bilayer/core'
import type { Choice } from './choices.ts'
import { providers as all, providersWith } from './providers.ts'
import { checkWorkload, createStopwatch, type Workload } from './workload.ts'

/** The environment variable that names the one backend to use. */
export const BACKEND_VARIABLE = 'BILAYER_BACKEND'

/** How to choose. */
export interface ChooseOptions extends Omit<SelectOptions, 'measure'> {
  /** The training to do: steps of it are timed on every backend that works, and the fastest is taken. */
  readonly workload?: Workload
  /**
   * Milliseconds for all timing together, beside starting the backends. 300 unless given. A step on four samples, or on the whole
   * batch where that is less, is timed on each whatever it takes.
   */
  readonly budget?: number
  /**
   * Whether what was measured for a workload is used again on this machine, for 30 days: true unless given. `'anew'` measures,
   * and remembers that.
   */
  readonly remember?: boolean | 'anew'
  /**
   * How many threads a backend may compute on: for several processes that share a machine. As many as the machine runs at once,
   * unless given.
   */
  readonly threads?: number
  /** As `SelectOptions.timeout`: 10,000 unless given. The budget comes on top of it. */
  readonly timeout?: number
}

/**
 * Picks one of this project's backends for this machine, and tells what was tried. The environment variable
 * `BILAYER_BACKEND`, where there is one, overrides `prefer` and `workload`, but not `require`.
 *
 * What was measured is kept in a file of the user's cache directory, or in the local storage of a page.
 *
 * Throws as `selectBackend` of `@bilayer/core` does, and `ArgumentError` for a workload, a budget or a `remember` that is none.
 */
export async function selectBackend(options: ChooseOptions = {}): Promise<Selection> {
  checkOptions(options)
  const { workload, budget = 300, remember = true, timeout = 10_000, threads, ...others } = options
  const providers = threads === undefined ? all : providersWith({ threads })
  const named = environmentVariable(BACKEND_VARIABLE)
  if (named !== undefined && named !== '' && others.require === undefined)
    return selectNamed(providers, named, timeout)
  if (!workload || others.require !== undefined) return selectAmong(providers, { ...others, timeout })

  const { measure, explain } = createStopwatch(workload, budget / providers.length)
  const memory = remember === false ? undefined : await loadMemory()
  const choice = remember === true ? memory?.recall(workload, threads) : undefined
  const remembered = choice && (await selectAsBefore(providers, choice, timeout))
  if (remembered) return remembered

  const { backend, trials } = await selectAmong(providers, { ...others, timeout: timeout + budget, measure })
  const selection = { backend, trials: trials.map(explain) }
  memory?.remember(workload, threads, selection.trials)
  return selection
}

function checkOptions(options: ChooseOptions): void {
  checkObject('options', options, '{ workload: { layers: [784, 128, 10], batch: 64 } }')
  const { workload, budget, remember, timeout, threads } = options
  if (workload !== undefined) checkWorkload(workload)
  if (budget !== undefined) checkPositive('budget', budget)
  if (timeout !== undefined) checkPositive('timeout', timeout)
  if (threads !== undefined) checkWholeNumber('threads', threads, { least: 1 })
  if (![undefined, true, false, 'anew'].includes(remember))
    throw new ArgumentError(`remember is ${describeValue(remember)}; it must be true, false or 'anew'.`)
}

async function selectNamed(
  providers: readonly BackendProvider[],
  name: string,
  timeout: number,
): Promise<Selection> {
  try {
    return await selectAmong(providers, { require: name, timeout })
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
async function selectAsBefore(
  providers: readonly BackendProvider[],
  { measured, trials }: Choice,
  timeout: number,
): Promise<Selection | undefined> {
  const chosen = trials.find(({ outcome }) => outcome === 'chosen')
  if (!chosen) return undefined
  try {
    const { backend } = await selectAmong(providers, { require: chosen.name, timeout })
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
