import { ConformanceError, expect } from '../case.ts'

/** The stable code of an error. Classes would not do: a stranger's backend may bring its own copy of core. */
export type ErrorCode =
  `BILAYER_${'ARGUMENT' | 'SHAPE' | 'DISPOSED' | 'BACKEND_MISMATCH' | 'BACKEND_FAILED' | 'BACKEND_UNAVAILABLE'}`

type ErrorCodes = ErrorCode | readonly ErrorCode[]

/** Throws unless `call` throws an error of that code, in words that hold each of `words`. */
export function throws(call: () => unknown, codes: ErrorCodes, words: readonly string[]): void {
  try {
    call()
  } catch (error) {
    holdError(error, codes, words)
    return
  }
  throw new ConformanceError(`should throw ${namesOf(codes)}; it returned`)
}

/** Throws unless `promise` rejects with an error of that code. */
export async function rejects(promise: Promise<unknown>, codes: ErrorCodes, what: string): Promise<void> {
  try {
    await promise
  } catch (error) {
    expect(
      hasCode(error, codes),
      `${what} should reject with ${namesOf(codes)}; it rejects with ${String(error)}`,
    )
    return
  }
  throw new ConformanceError(`${what} should reject with ${namesOf(codes)}; it does not reject`)
}

function holdError(error: unknown, codes: ErrorCodes, words: readonly string[]): void {
  expect(hasCode(error, codes), `should throw ${namesOf(codes)}; threw ${String(error)}`)
  const missing = words.filter((word) => !error.message.includes(word))
  expect(missing.length === 0, `the message should say ${missing.join(' and ')}: ${error.message}`)
}

const namesOf = (codes: ErrorCodes): string => [codes].flat().join(' or ')

/** Whether an error is one of core's, of one of the codes. */
export const hasCode = (error: unknown, codes: ErrorCodes): error is Error =>
  error instanceof Error && 'code' in error && [codes].flat().some((code) => code === error.code)
