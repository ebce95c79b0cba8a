/** Copies lists of numbers into an array that has room for all of them, one behind the other. */
export function concatenate<A extends Uint8Array | Float32Array | Float64Array>(
  whole: A,
  parts: Iterable<ArrayLike<number>>,
): A {
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}
