import { FormatError } from '@bilayer/core'
import * as fc from 'fast-check'

/** How many changes each file gets: `FUZZED_FILES=1000000 pnpm exec vitest run packages/formats -t "any change"` tries a million. */
export const FUZZED_FILES = Number(
  (globalThis as { process?: NodeJS.Process }).process?.env['FUZZED_FILES'] ?? 10_000,
)

/** Bytes somewhere in a file that others take the place of. */
interface Edit {
  /** From 0 to 1. */
  readonly at: number
  readonly removed: number
  readonly put: Uint8Array
}

const places = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    at: places,
    removed: fc.constant(1),
    put: fc.uint8Array({ minLength: 1, maxLength: 1 }),
  }),
  fc.record({ at: places, removed: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) }),
)

function edited(bytes: Uint8Array, { at, removed, put }: Edit): Uint8Array {
  const place = Math.floor(at * bytes.length)
  const rest = bytes.subarray(place + removed)
  const result = new Uint8Array(place + put.length + rest.length)
  result.set(bytes.subarray(0, place))
  result.set(put, place)
  result.set(rest, place + put.length)
  return result
}

/** Files with a few changes each, or cut off. */
export const changedFiles = (...files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(edits, { minLength: 1, maxLength: 8 }),
      fc.option(places, { nil: 1 }),
    )
    .map(([file, changes, end]) => {
      const whole = changes.reduce(edited, file)
      return whole.slice(0, Math.ceil(end * whole.length))
    })

/** What reading a file throws that is no `FormatError`. */
export function wrongError(read: () => unknown): unknown {
  try {
    read()
    return undefined
  } catch (error) {
    return error instanceof FormatError ? undefined : error
  }
}
