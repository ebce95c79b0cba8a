import { ArgumentError, describeValue } from '@bilayer/core'

/** Throws `ArgumentError` unless a value is the bytes of a file. */
export function checkBytes(bytes: unknown): asserts bytes is Uint8Array {
  if (bytes instanceof Uint8Array) return
  throw new ArgumentError(
    `bytes is ${describeValue(bytes)}; it must be a Uint8Array, such as new Uint8Array(buffer).`,
  )
}
