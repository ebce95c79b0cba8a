import { checkFunction, checkString } from './arguments.ts'
import { describeError } from './describe.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { Availability } from './provider.ts'

/**
 * What `start` resolves to, for a backend that is being made. Whatever stops it is a `BackendUnavailableError` in the name of the
 * backend; an `ArgumentError` or a `BackendUnavailableError`, which say enough, stay what they are.
 */
export async function startAs<T>(name: string, start: () => Promise<T>): Promise<T> {
  checkString('name', name, 'wasm')
  checkFunction('start', start)
  try {
    return await start()
  } catch (cause) {
    if (cause instanceof ArgumentError || cause instanceof BackendUnavailableError) throw cause
    throw new BackendUnavailableError(`The backend ${name} does not start: ${describeError(cause)}`, {
      cause,
    })
  }
}

/** The answer of a probe that tries what it is asked for: what stops `attempt` is the reason. */
export async function probeBy(attempt: () => Promise<Availability>): Promise<Availability> {
  checkFunction('attempt', attempt)
  try {
    return await attempt()
  } catch (error) {
    return { available: false, reason: describeError(error) }
  }
}

/** Why a package could not be imported, in words: it is not there, and how it comes there, or what stopped it. */
export function importFailure(packageName: string, cause: unknown): string {
  checkString('packageName', packageName, 'webgpu')
  const message = describeError(cause)
  return message.includes(`'${packageName}'`)
    ? `The package ${packageName} is not installed: npm install ${packageName}`
    : `The package ${packageName} does not load: ${message}`
}
