import { ArgumentError, describeValue } from '@bilayer/core'
import type { Label } from '../labels.ts'

/**
 * The positive class: the one given, or else 1 or true. All samples may be of the other class. Throws `ArgumentError` where it
 * is none of the labels.
 */
export function readPositive<L extends Label>(labels: readonly L[], given: L | undefined): Label | undefined {
  const positive = given ?? usualPositive(labels[0])
  if (labels.some((label) => label === positive)) return positive
  if (labels.length === 1 && typeof positive === typeof labels[0]) return positive
  throw new ArgumentError(
    `positive is ${describeValue(positive)}; it must be one of the labels: ${labels.join(', ')}.`,
  )
}

function usualPositive(label: Label): Label | undefined {
  if (typeof label === 'number') return 1
  return typeof label === 'boolean' ? true : undefined
}
