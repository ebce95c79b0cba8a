import type { Backend } from './backend.ts'
import { ArgumentError, BackendUnavailableError } from './errors.ts'
import type { BackendProvider } from './provider.ts'
import { selfTest } from './self-test.ts'

/** How to choose among the backends that work. Without any of it, the first that works is taken. */
export interface SelectOptions {
  /** Names to try first, in this order; the others follow in theirs. */
  readonly prefer?: string | readonly string[]
  /** The one name to use, or fail. */
  readonly require?: string
  /** Milliseconds that a backend takes for the caller's own work: each is measured, and the fastest is taken. */
  readonly measure?: (backend: Backend) => Promise<number>
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

/**
 * Picks a backend: probes each, runs the self-test on it and, with `measure`, times it.
 *
 * Throws `ArgumentError` for a name that no provider has and for a measurement that is no time, and
 * `BackendUnavailableError`, with all the reasons, where none works.
 */
export async function selectBackend(
  providers: readonly BackendProvider[],
  options: SelectOptions = {},
): Promise<Selection> {
  const { measure } = options
  const trials: Trial[] = []
  let best: Candidate | undefined

  try {
    for (const provider of inOrder(providers, options)) {
      const { name } = provider
      if (best && !measure) {
        trials.push({ name, outcome: 'not tried', reason: `${best.name} comes first and works` })
        continue
      }
      const tried = await tryBackend(provider, measure)
      if ('outcome' in tried) {
        trials.push(tried)
      } else if (!best || tried.milliseconds < best.milliseconds) {
        if (best) await discard(best, trials)
        best = tried
      } else {
        await discard(tried, trials)
      }
    }
  } catch (error) {
    await close(best?.backend)
    throw error
  }

  if (!best) {
    const reasons = trials.map(({ name, reason }) => `\n  ${name}: ${reason}`)
    throw new BackendUnavailableError(`No backend works here.${reasons.join('')}`)
  }
  const { name, backend, milliseconds } = best
  const reason = chosenBecause(name, options)
  trials.push({ name, outcome: 'chosen', reason, ...(measure && { milliseconds }) })
  return { backend, trials: sortedLike(providers, trials) }
}

/** The provider of that name, or an `ArgumentError` that lists the names there are. */
export function findProvider(providers: readonly BackendProvider[], name: string): BackendProvider {
  const found = providers.find((provider) => provider.name === name)
  if (found) return found
  throw new ArgumentError(
    `There is no backend named ${JSON.stringify(name)}. The backends are: ${providers.map((provider) => provider.name).join(', ')}.`,
  )
}

function inOrder(
  providers: readonly BackendProvider[],
  { prefer = [], require }: SelectOptions,
): readonly BackendProvider[] {
  if (require !== undefined) return [findProvider(providers, require)]
  const first = [prefer].flat().map((name) => findProvider(providers, name))
  return [...new Set([...first, ...providers])]
}

interface Candidate {
  readonly name: string
  readonly backend: Backend
  readonly milliseconds: number
}

async function tryBackend(
  provider: BackendProvider,
  measure: SelectOptions['measure'],
): Promise<Candidate | Trial> {
  const { name } = provider
  let backend: Backend | undefined
  try {
    const availability = await provider.probe()
    if (!availability.available) return { name, outcome: 'unavailable', reason: availability.reason }

    backend = await provider.create()
    const wrong = await selfTest(backend)
    if (wrong === undefined) return { name, backend, milliseconds: await time(backend, measure) }
    await close(backend)
    return { name, outcome: 'failed', reason: wrong }
  } catch (error) {
    await close(backend)
    // The caller's mistake, made in `measure`, is not the backend's failure.
    if (backend && error instanceof ArgumentError) throw error
    return { name, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function time(backend: Backend, measure: SelectOptions['measure']): Promise<number> {
  if (!measure) return 0
  const milliseconds = await measure(backend)
  if (milliseconds >= 0) return milliseconds
  throw new ArgumentError(
    `measure gave ${milliseconds} for ${backend.name}; it must give milliseconds, 0 or more.`,
  )
}

async function discard({ name, backend, milliseconds }: Candidate, trials: Trial[]): Promise<void> {
  trials.push({ name, outcome: 'slower', reason: 'works, but another is faster', milliseconds })
  await close(backend)
}

/** Closes a backend that is not taken: a failure of it changes nothing any more. */
async function close(backend: Backend | undefined): Promise<void> {
  try {
    await backend?.dispose()
  } catch {}
}

function chosenBecause(name: string, { measure, prefer = [], require }: SelectOptions): string {
  if (require === name) return 'it was asked for'
  if (measure) return 'the fastest of those that work'
  return [prefer].flat().includes(name) ? 'preferred, and it works' : 'the first that works'
}

function sortedLike(providers: readonly BackendProvider[], trials: readonly Trial[]): Trial[] {
  const place = new Map(providers.map(({ name }, index) => [name, index]))
  return trials.toSorted((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
}
