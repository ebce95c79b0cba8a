import { checkWholeNumber } from './arguments.ts'
import { ArgumentError } from './errors.ts'

/** So many zeros. Throws `ArgumentError` where there is no room for them; `op` is what they are for, such as `oneHot`. */
export function allocate(op: string, count: number): Float32Array {
  checkWholeNumber('count', count)
  try {
    return new Float32Array(count)
  } catch (cause) {
    throw new ArgumentError(`${op}: there is no room for ${count} numbers.`, { cause })
  }
}
