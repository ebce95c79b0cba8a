import { describeError, describeValue } from '@bilayer/core'

/** What was thrown: the class of the error and its message. */
export const thrown = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error)

/** Why a case failed. An error of the language was written for no reader: it comes with its class and the place that threw it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${thrown(error)}`
  if (!ERRORS_OF_THE_LANGUAGE.has(error.name)) return describeError(error)
  const place = error.stack?.split('\n').find((line) => /^\s+at .*:\d+/u.test(line))
  return [`it threw ${thrown(error)}`, ...(place === undefined ? [] : [place.trim()])].join('\n')
}

const ERRORS_OF_THE_LANGUAGE = new Set([
  'EvalError',
  'RangeError',
  'ReferenceError',
  'RuntimeError',
  'SyntaxError',
  'TypeError',
  'URIError',
])
