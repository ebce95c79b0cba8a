import {
  type Backend,
  type BackendProvider,
  BackendUnavailableError,
  providers,
  selectBackend,
  type Trial,
  type Workload,
} from 'bilayer'
import { type BackendName, backendNames } from '../state/settings.ts'
import { failureOf } from './channel.ts'
import type { BackendFacts, BackendRow } from './protocol.ts'

/** Milliseconds that are given to a backend to start: where a program stands in for a graphics processor it compiles for seconds. */
const LONGEST_START = 30_000

/** Milliseconds for timing all backends together. */
const BUDGET = 1500

/** The backends that were asked for, each of which is started once, and tested before it is used. */
export class BackendPool {
  readonly #open = new Map<BackendName, Promise<Backend>>()

  /** The backend of that name. Rejects with the reason where it does not work here. */
  async open(name: BackendName): Promise<Backend> {
    const opening = this.#open.get(name) ?? start(name)
    this.#open.set(name, opening)
    try {
      return await opening
    } catch (error) {
      this.#open.delete(name)
      throw error
    }
  }

  /** Closes a backend that failed, so that it is started anew when it is asked for again. */
  async drop(name: BackendName): Promise<void> {
    const opening = this.#open.get(name)
    this.#open.delete(name)
    // What is lost may fail once more when it is closed; nobody needs it any longer.
    await opening?.then((backend) => backend.dispose()).catch(() => {})
  }
}

async function start(name: BackendName): Promise<Backend> {
  try {
    const { backend } = await selectBackend({ require: name, timeout: LONGEST_START })
    return backend
  } catch (error) {
    throw error instanceof BackendUnavailableError ? unavailable(name, error) : error
  }
}

/** The library speaks of all backends that it was given, which was this one; others of the page may work. */
const unavailable = (name: BackendName, { message }: BackendUnavailableError): BackendUnavailableError =>
  new BackendUnavailableError(
    `${message.replace(`No backend works here.\n  ${name}: `, `${name} does not work here. `)} Choose another backend.`,
  )

export const factsOf = ({ name, info }: Backend): BackendFacts => ({
  name: nameOf(name),
  device: info.device,
  mode: info.mode ?? '',
})

/** What works here, and why the rest does not. */
export async function listBackends(): Promise<BackendRow[]> {
  const rows: BackendRow[] = []
  // One after the other: each may want the device for itself.
  for (const provider of providers) rows.push(await rowOf(provider))
  return rows
}

async function rowOf(provider: BackendProvider): Promise<BackendRow> {
  const name = nameOf(provider.name)
  try {
    const availability = await provider.probe()
    return availability.available
      ? { name, available: true, note: availability.device ?? '' }
      : { name, available: false, note: availability.reason }
  } catch (error) {
    return { name, available: false, note: failureOf(error).message }
  }
}

/** How long a training step takes on each backend that works, measured now. */
export async function timeBackends(workload: Workload): Promise<readonly Trial[]> {
  const selection = await selectBackend({ workload, remember: false, budget: BUDGET, timeout: LONGEST_START })
  await selection.backend.dispose()
  return selection.trials
}

function nameOf(name: string): BackendName {
  const found = backendNames.find((each) => each === name)
  if (!found) throw new Error(`The page does not know the backend ${name}.`)
  return found
}
