import { ArgumentError, describeValue } from '@bilayer/core'

/** Throws `ArgumentError` unless a value is an array, or a typed array; `of` says what it holds, such as `labels`. */
export function checkList(label: string, list: unknown, of: string): asserts list is ArrayLike<unknown> {
  const { length } = (typeof list === 'object' && list !== null ? list : {}) as { readonly length?: unknown }
  if (Number.isSafeInteger(length) && (length as number) >= 0) return
  throw new ArgumentError(`${label} is ${describeValue(list)}; it must be an array of ${of}.`)
}
