import { isDeepStrictEqual } from 'node:util'

/** Throws, with both, where something was found that is not equal to what was expected. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return
  throw new Error(`${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`)
}
