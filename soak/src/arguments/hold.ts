import { BilayerError } from '@bilayer/core'
import * as fc from 'fast-check'
import { type Entry, type Parameter, replaced } from './entry.ts'
import { isOwnError, type Kind, kinds, randomValues } from './kinds.ts'
import type { Verdict } from './legal.ts'

/** What came of all values that were tried in one place. */
export interface Held {
  readonly calls: number
  /** Calls that were refused. */
  readonly refused: number
  /** What is wrong, a line for each value. */
  readonly faults: readonly string[]
}

/** How many random values to try beside the kinds. */
export interface Effort {
  readonly values: number
  readonly seed: number
}

/** Longer than any call takes. */
const PATIENCE = 30_000

/**
 * Puts a value of every kind in the place of a parameter. What is legal must be taken; anything else must be refused by an error of
 * core that names the parameter, and leave nothing behind.
 */
export async function holdParameter(
  entry: Entry,
  parameter: Parameter,
  { values, seed }: Effort,
): Promise<Held> {
  const drawn = fc.sample(randomValues, { numRuns: values, seed }).map(
    (value): Kind => ({
      name: fc.stringify(value).slice(0, 80),
      make: () => value,
    }),
  )
  const faults: string[] = []
  let calls = 0
  let refused = 0
  for (const kind of [...kinds, ...drawn]) {
    const legal = verdictOf(parameter, kind)
    // A random number that is legal may ask for hours of work.
    if (legal === 'long' || (legal !== false && !kinds.includes(kind))) continue
    const outcome = await outcomeOf(entry, parameter, kind.make())
    calls++
    if ('error' in outcome) refused++
    const fault = faultOf(outcome, parameter, legal)
    if (fault !== undefined) faults.push(`${kind.name} ${fault}`)
  }
  return { calls, refused, faults }
}

/** What the right call of an entry fails with, if it does. */
export async function callRightly({ call }: Entry): Promise<unknown> {
  const { fn, args, close } = await call()
  try {
    await answered(fn(...(args as never[])))
    return undefined
  } catch (error) {
    return error
  } finally {
    await close?.()
  }
}

/** Whether a value of that kind may stand there. One that throws when it is looked at may be taken unseen. */
function verdictOf({ legal }: Parameter, { make, hostile = false }: Kind): Verdict {
  try {
    const verdict = legal(make())
    return hostile && verdict === true ? 'either' : verdict
  } catch {
    return false
  }
}

type Outcome = { readonly returned: unknown } | { readonly error: unknown; readonly left: string | undefined }

async function outcomeOf(entry: Entry, { path }: Parameter, value: unknown): Promise<Outcome> {
  const { fn, args, backend, close } = await entry.call()
  const before = backend?.memory()
  try {
    const returned = await answered((fn as (...all: unknown[]) => unknown)(...replaced(args, path, value)))
    return { returned }
  } catch (error) {
    const after = backend?.memory()
    const left =
      after?.matrices === before?.matrices
        ? undefined
        : `${after?.matrices} matrices where there were ${before?.matrices}`
    return { error, left }
  } finally {
    await close?.()
  }
}

/** The value or what it resolves to; rejects where that takes too long. */
async function answered(value: unknown): Promise<unknown> {
  if (!(value instanceof Promise)) return value
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE)
  })
  try {
    return await Promise.race([value, late])
  } finally {
    clearTimeout(timer)
  }
}

function faultOf(outcome: Outcome, { names }: Parameter, legal: Verdict): string | undefined {
  if ('returned' in outcome) return legal === false ? 'was taken' : undefined
  const { error, left } = outcome
  if (isOwnError(error)) return undefined
  if (!(error instanceof BilayerError)) return `gave ${String(error)}`
  if (legal === true) return `is legal, and gave ${error.message}`
  if (!names.some((name) => isNamed(name, error.message))) return `is not named: ${error.message}`
  return left === undefined ? undefined : `left ${left}`
}

/** Whether a message names a parameter. A single letter may be a word, so it must be followed as a name is. */
export function isNamed(name: string, message: string): boolean {
  const behind =
    name.length === 1 ? String.raw`(?=(?: is| has| holds| lives| was| must|\[|\.| \())` : String.raw`(?!\w)`
  return new RegExp(String.raw`(?<!\w)${name}${behind}`, 'u').test(message)
}
