import {
  ArgumentError,
  type Backend,
  type BackendInfo,
  type BackendProvider,
  BackendUnavailableError,
  describeValue,
  type Level,
  type Numerics,
} from '@bilayer/core'
import { ConformanceError, expect } from './case.ts'
import { hasCode } from './laws/expectations.ts'
import { operations } from './ops/index.ts'
import { thrown } from './reason.ts'

/** Throws `ArgumentError` unless `value` is a provider. */
export function checkProvider(value: unknown): asserts value is BackendProvider {
  if (isProvider(value)) return
  throw new ArgumentError(
    `provider is ${describeValue(value)}; it must be a backend provider, an object with name, probe() and create().`,
  )
}

export const isProvider = (value: unknown): value is BackendProvider =>
  typeof propertyOf(value, 'name') === 'string' &&
  typeof propertyOf(value, 'probe') === 'function' &&
  typeof propertyOf(value, 'create') === 'function'

/**
 * Asks a provider whether its backend can run here. Rejects with `BackendUnavailableError` where it says no, and with
 * `ConformanceError` where it does not say.
 */
export async function probeBackend(provider: BackendProvider): Promise<void> {
  const availability: unknown = await attempt('probe()', () => provider.probe())
  const [available, reason] = ['available', 'reason'].map((name) => propertyOf(availability, name))
  expect(
    available === true || (available === false && typeof reason === 'string'),
    `probe() gave ${describeValue(availability)}; it must give { available: true }, or { available: false, reason: '…' }`,
  )
  if (available) return
  throw new BackendUnavailableError(`The backend ${provider.name} cannot run here: ${String(reason)}`)
}

/**
 * A new backend, known to have all that its level asks for. Rejects with `ConformanceError` where the provider makes
 * something else.
 */
export async function createBackend(provider: BackendProvider): Promise<Backend> {
  const backend = await attempt('create()', () => provider.create())
  const half = halfBackend(backend)
  expect(half === undefined, `create() gave ${half}; defineBackend of @bilayer/core makes a whole backend`)
  return backend
}

/** Closes a backend. Rejects with `ConformanceError` where it cannot be closed. */
export const closeBackend = (backend: Backend): Promise<void> => attempt('dispose()', () => backend.dispose())

/** An error is the provider's fault, but for the one by which it may say no. */
async function attempt<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (hasCode(error, 'BILAYER_BACKEND_UNAVAILABLE')) throw new BackendUnavailableError(error.message)
    throw new ConformanceError(`${step} threw ${thrown(error)}`, { cause: error })
  }
}

/** What is given where a backend is asked for and none, or half of one, comes. */
function halfBackend(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return describeValue(value)
  const { name, level } = value as Partial<Record<keyof Backend, unknown>>
  if (typeof name !== 'string') return `a backend whose name is ${describeValue(name)}`
  if (level !== 'core' && level !== 'extended') return `a backend whose level is ${describeValue(level)}`
  const missing = functionsOf(level).filter((member) => typeof Reflect.get(value, member) !== 'function')
  if (missing.length > 0) return `a backend of the ${level} level without ${missing.join(', ')}`
  const wrong = DECLARED.find(({ of, member, fits }) => !fits(propertyOf(Reflect.get(value, of), member)))
  if (!wrong) return undefined
  const { of, member } = wrong
  return `a backend whose ${of}.${member} is ${describeValue(propertyOf(Reflect.get(value, of), member))}`
}

/** What a backend says of itself, and what may stand there. */
const DECLARED: readonly {
  readonly of: 'info' | 'numerics'
  readonly member: keyof BackendInfo | keyof Numerics
  readonly fits: (value: unknown) => boolean
}[] = [
  { of: 'info', member: 'device', fits: (value) => typeof value === 'string' },
  { of: 'info', member: 'mode', fits: (value) => value === undefined || typeof value === 'string' },
  { of: 'numerics', member: 'unitRoundoff', fits: (value) => typeof value === 'number' },
  { of: 'numerics', member: 'subnormals', fits: (value) => value === 'kept' || value === 'flushed' },
  { of: 'numerics', member: 'nonFinite', fits: (value) => value === 'ieee' || value === 'unspecified' },
]

const functionsOf = (level: Level): string[] => {
  const owed = operations.filter((operation) => operation.level === 'core' || level === 'extended')
  return ['matrix', 'zeros', 'scope', 'memory', 'sync', 'dispose', ...owed.map(({ op }) => op)]
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
