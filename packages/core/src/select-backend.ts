import { checkArray, checkFunction, checkObject, checkPositive, checkString } from './arguments.ts'
import type { Backend } from './backend.ts'
import { describeError, describeValue } from './describe.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { BackendProvider } from './provider.ts'
import { discard, probeProvider, settled, startBackend } from './start-backend.ts'

/** How to choose among the backends that work. Without any of it, the first that works is taken. */
export interface SelectOptions {
  /** Names to try first, in this order; the others follow in theirs. */
  readonly prefer?: string | readonly string[]
  /** The one name to use, or fail. */
  readonly require?: string
  /** Milliseconds that a backend takes for the caller's own work: each is measured, and the fastest is taken. */
  readonly measure?: (backend: Backend) => Promise<number>
  /**
   * Milliseconds to wait for each promise of a provider and of its backend, and for `measure`, so that one which never settles
   * costs nobody the others. 10,000 unless given.
   */
  readonly timeout?: number
}

/** What came of one backend. */
export interface Trial {
  readonly name: string
  readonly outcome: 'chosen' | 'slower' | 'not tried' | 'unavailable' | 'failed'
  /** Why, in words for people. */
  readonly reason: string
  /** What `measure` returned. */
  readonly milliseconds?: number
}

/** The backend to use, which the caller disposes, and what was tried. */
export interface Selection {
  readonly backend: Backend
  readonly trials: readonly Trial[]
}

/** Why a device that is none is left alone. */
const SLOW_PROGRAM =
  'it would run on a program in place of a graphics processor, which is slower; prefer or require it to try it all the same'

/** Milliseconds. To start threads, or to compile the kernels of a graphics device, takes a tenth of it. */
const TIMEOUT = 10_000

/**
 * Picks a backend: probes each, runs the self-test on it and, with `measure`, times it. A provider or a backend that throws, never
 * settles, or gives nothing or half of what it should, is a trial that failed, and the next is tried. One whose device is a program
 * is tried where it is asked for by name, or where no other works: its start alone takes longer than all others together.
 *
 * Throws `ArgumentError` for wrong options, for a name that no provider has and for a measurement that is no time, and
 * `BackendUnavailableError`, with all the reasons, where none works. What `measure` throws fails the backend that it was given;
 * an `ArgumentError` which leaves none to take is the caller's own, and is thrown.
 */
export async function selectBackend(
  providers: readonly BackendProvider[],
  options: SelectOptions = {},
): Promise<Selection> {
  checkProviders(providers)
  checkOptions(options)
  const { measure, timeout = TIMEOUT } = options
  const trials: Trial[] = []
  /** The best so far, and the one that was just tried. */
  let open: Candidate[] = []
  let mistake: ArgumentError | undefined

  const consider = async (provider: BackendProvider): Promise<void> => {
    const tried = await tryBackend(provider, measure, timeout)
    if ('trial' in tried) {
      trials.push(tried.trial)
      if (tried.error instanceof ArgumentError) mistake ??= tried.error
      return
    }
    open.push(tried)
    checkTime(tried)
    open = open.toSorted((a, b) => a.milliseconds - b.milliseconds)
    for (const slower of open.splice(1)) trials.push(await dropped(slower, timeout))
  }

  const isDone = (): boolean => open.length > 0 && !measure
  const skip = ({ name }: BackendProvider, reason = `${open[0].name} comes first and works`): void => {
    trials.push({ name, outcome: 'not tried', reason })
  }

  try {
    const programs: BackendProvider[] = []
    for (const provider of inOrder(providers, options)) {
      const { name } = provider
      if (isDone()) {
        skip(provider)
        continue
      }
      const found = await probeProvider(provider, timeout)
      if ('outcome' in found) trials.push({ name, ...found })
      else if (found.isProgram && !isAskedFor(name, options)) programs.push(provider)
      else await consider(provider)
    }
    const isProgramNeeded = open.length === 0
    for (const provider of programs) {
      if (!isProgramNeeded) skip(provider, SLOW_PROGRAM)
      else if (isDone()) skip(provider)
      else await consider(provider)
    }
  } catch (error) {
    for (const { backend } of open) await discard(backend, '', timeout)
    throw error
  }

  if (open.length === 0) {
    const reasons = trials.map(({ name, reason }) => `\n  ${name}: ${reason}`)
    throw mistake ?? new BackendUnavailableError(`No backend works here.${reasons.join('')}`)
  }
  const [{ name, backend, milliseconds }] = open
  const reason = chosenBecause(name, options)
  trials.push({ name, outcome: 'chosen', reason, ...(measure && { milliseconds }) })
  return { backend, trials: sortedLike(providers, trials) }
}

/** The provider of that name, or an `ArgumentError` that lists the names there are. */
export function findProvider(providers: readonly BackendProvider[], name: string): BackendProvider {
  checkProviders(providers)
  return findNamed('name', providers, name)
}

function findNamed(label: string, providers: readonly BackendProvider[], name: unknown): BackendProvider {
  checkString(label, name, providers.at(0)?.name ?? 'cpu-js')
  const found = providers.find((provider) => provider.name === name)
  if (found) return found
  throw new ArgumentError(
    `There is no backend named ${JSON.stringify(name)}. The backends are: ${providers.map((provider) => provider.name).join(', ')}.`,
  )
}

function checkProviders(providers: unknown): asserts providers is readonly BackendProvider[] {
  checkArray('providers', providers, 'providers')
  for (const [i, provider] of providers.entries()) {
    checkObject(`providers[${i}]`, provider, '{ name, probe, create }')
    checkString(`providers[${i}].name`, 'name' in provider && provider.name, 'cpu-js')
  }
}

function checkOptions(options: SelectOptions): void {
  checkObject('options', options, "{ prefer: 'wasm' }")
  if (options.measure !== undefined) checkFunction('measure', options.measure)
  if (options.timeout !== undefined) checkPositive('timeout', options.timeout)
}

function inOrder(
  providers: readonly BackendProvider[],
  { prefer = [], require }: SelectOptions,
): readonly BackendProvider[] {
  if (require !== undefined) return [findNamed('require', providers, require)]
  const first = listOf(prefer).map((name) => findNamed('prefer', providers, name))
  return [...new Set([...first, ...providers])]
}

interface Candidate {
  readonly name: string
  readonly backend: Backend
  readonly milliseconds: number
}

/** A backend that is not taken, and what `measure` threw if it was that. */
interface Failure {
  readonly trial: Trial
  readonly error?: unknown
}

async function tryBackend(
  provider: BackendProvider,
  measure: SelectOptions['measure'],
  timeout: number,
): Promise<Candidate | Failure> {
  const { name } = provider
  const start = await startBackend(provider, timeout)
  if ('outcome' in start) return { trial: { name, ...start } }
  const { backend } = start
  if (!measure) return { name, backend, milliseconds: 0 }
  try {
    return { name, backend, milliseconds: await settled('measure', timeout, () => measure(backend)) }
  } catch (error) {
    const reason = await discard(backend, describeError(error), timeout)
    return { trial: { name, outcome: 'failed', reason }, error }
  }
}

/** Throws `ArgumentError` unless `measure` gave milliseconds. */
function checkTime({ name, milliseconds }: Candidate): void {
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return
  throw new ArgumentError(
    `measure gave ${describeValue(milliseconds)} for ${name}; it must give milliseconds, 0 or more.`,
  )
}

async function dropped({ name, backend, milliseconds }: Candidate, timeout: number): Promise<Trial> {
  const reason = await discard(backend, 'works, but another is faster', timeout)
  return { name, outcome: 'slower', reason, milliseconds }
}

const isAskedFor = (name: string, { prefer = [], require }: SelectOptions): boolean =>
  require === name || listOf(prefer).includes(name)

/** One or more; a hole in a list is an item of it, which `flat` would pass over. */
const listOf = (names: string | readonly string[]): readonly string[] =>
  Array.isArray(names) ? Array.from<string>(names) : [names as string]

function chosenBecause(name: string, { measure, prefer = [], require }: SelectOptions): string {
  if (require === name) return 'it was asked for'
  if (measure) return 'the fastest of those that work'
  return listOf(prefer).includes(name) ? 'preferred, and it works' : 'the first that works'
}

function sortedLike(providers: readonly BackendProvider[], trials: readonly Trial[]): Trial[] {
  const place = new Map(providers.map(({ name }, index) => [name, index]))
  return trials.toSorted((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
}
