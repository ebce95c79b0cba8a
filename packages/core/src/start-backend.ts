import { checkFunction, checkObject } from './arguments.ts'
import type { Backend } from './backend.ts'
import { checkBackend } from './check-backend.ts'
import { describeError, describeValue } from './describe.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { BackendProvider } from './provider.ts'
import { selfTest } from './self-test/self-test.ts'
import { within } from './within.ts'

/** Why there is no backend. */
export interface Refusal {
  readonly outcome: 'unavailable' | 'failed'
  readonly reason: string
}

/**
 * Whether a program stands in for the device of a provider, or why its backend cannot run. Waits no longer than `timeout` milliseconds.
 * Never rejects: whatever goes wrong here, an `ArgumentError` too, is the fault of the provider.
 */
export async function probeProvider(
  provider: BackendProvider,
  timeout: number,
): Promise<{ readonly isProgram: boolean } | Refusal> {
  try {
    checkFunction('probe', provider.probe)
    const answer = await settled('probe', timeout, () => provider.probe())
    checkObject('what probe gave', answer, '{ available: true }')
    const {
      available,
      isProgram,
      reason,
    }: { readonly [Key in 'available' | 'isProgram' | 'reason']?: unknown } = answer
    if (available === true) return { isProgram: isProgram === true }
    if (available !== false) {
      throw new ArgumentError(
        `probe gave ${describeValue(available)} for available; it must be true or false.`,
      )
    }
    return { outcome: 'unavailable', reason: typeof reason === 'string' ? reason : 'it does not say why' }
  } catch (error) {
    return { outcome: 'failed', reason: describeError(error) }
  }
}

/**
 * Makes the backend of a provider and tests it; waits for each no longer than `timeout` milliseconds. Never rejects, as
 * `probeProvider` does not.
 */
export async function startBackend(
  provider: BackendProvider,
  timeout: number,
): Promise<{ readonly backend: Backend } | Refusal> {
  let backend: Backend | undefined
  try {
    const made = await create(provider, timeout)
    backend = made
    checkBackend('what create gave', made)
    const wrong = await settled('the self-test', timeout, () => selfTest(made))
    if (wrong === undefined) return { backend }
    return { outcome: 'failed', reason: await discard(backend, wrong, timeout) }
  } catch (error) {
    return { outcome: 'failed', reason: await discard(backend, describeError(error), timeout) }
  }
}

/** Closes a backend that is not taken. Resolves to the reason, and to what went wrong as it was closed, which changes nothing. */
export async function discard(
  backend: Backend | undefined,
  reason: string,
  timeout: number,
): Promise<string> {
  try {
    if (typeof backend?.dispose === 'function') await settled('dispose', timeout, () => backend.dispose())
    return reason
  } catch (error) {
    return `${reason}; and when it was closed: ${describeError(error)}`
  }
}

/** What `work` resolves to. Rejects where it takes longer than `timeout` milliseconds; what comes later is abandoned. */
export const settled = <T>(
  what: string,
  timeout: number,
  work: () => Promise<T>,
  abandon?: (late: T) => unknown,
): Promise<T> =>
  within(
    timeout,
    work,
    () => new BackendUnavailableError(`${what} did not settle within ${timeout} ms`),
    abandon,
  )

function create(provider: BackendProvider, timeout: number): Promise<Backend> {
  checkFunction('create', provider.create)
  return settled(
    'create',
    timeout,
    () => provider.create(),
    (late) => discard(late, '', timeout),
  )
}
