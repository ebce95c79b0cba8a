import { describeValue } from '@bilayer/core'
import { ConformanceError } from './case.ts'

/** What was thrown: the class of the error and its message. */
export const thrown = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error)

/** Why a case failed. What was not written for people, a TypeError say, is told as what it is, with the place that threw it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${thrown(error)}`
  if (isForPeople(error)) return error.message
  const place = error.stack?.split('\n').find((line) => /^\s+at .*:\d+/u.test(line))
  return [`it threw ${thrown(error)}`, ...(place === undefined ? [] : [place.trim()])].join('\n')
}

/** A verdict of a case, or an error that a backend or core made on purpose. */
const isForPeople = (error: Error): boolean =>
  error instanceof ConformanceError || error.name === 'Error' || hasCodeOfOurs(error)

/** A stranger's backend may bring its own copy of core, so that classes would not do. */
const hasCodeOfOurs = (error: Error): boolean => 'code' in error && String(error.code).startsWith('BILAYER_')
