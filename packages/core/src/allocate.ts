import { wrongArgument } from './arguments.ts'
import { ArgumentError } from './errors.ts'

/**
 * So many zeros. Throws `ArgumentError` where there is no room for them, or the count is none; `op` is what they are for, such
 * as `oneHot`.
 */
export function allocate(op: string, count: number): Float32Array {
  // A count that is too large to be safe is a whole number all the same: there is no room.
  if (!Number.isInteger(count) || count < 0)
    throw wrongArgument(`${op}: count`, count, 'a whole number, 0 or more')
  try {
    return new Float32Array(count)
  } catch (cause) {
    throw new ArgumentError(`${op}: there is no room for ${count} numbers.`, { cause })
  }
}
