/** Numbers of a file: float32, or float64 where float32 would lose digits. */
export type Floats = Float32Array | Float64Array

/**
 * Numbers as the little-endian bytes that files hold. They are moved as bit patterns: a NaN that is read as a number may come out
 * as another NaN.
 */
export function bytesOf(values: Floats): Uint8Array {
  const bytes = new Uint8Array(values.byteLength)
  // Memory that was handed on has no numbers, and takes no view.
  if (bytes.length === 0) return bytes
  const view = viewOf(bytes)
  if (values instanceof Float32Array) {
    const bits = bitsOf(values)
    for (let i = 0; i < bits.length; i++) view.setUint32(4 * i, bits[i], true)
  } else {
    const bits = wideBitsOf(values)
    for (let i = 0; i < bits.length; i++) view.setBigUint64(8 * i, bits[i], true)
  }
  return bytes
}

/** The float32 numbers of a file; the bytes are four times as many. */
export function readFloat32(bytes: Uint8Array): Float32Array {
  const view = viewOf(bytes)
  const values = new Float32Array(bytes.length / 4)
  const bits = bitsOf(values)
  for (let i = 0; i < bits.length; i++) bits[i] = view.getUint32(4 * i, true)
  return values
}

/** The float64 numbers of a file; the bytes are eight times as many. */
export function readFloat64(bytes: Uint8Array): Float64Array {
  const view = viewOf(bytes)
  const values = new Float64Array(bytes.length / 8)
  const bits = wideBitsOf(values)
  for (let i = 0; i < bits.length; i++) bits[i] = view.getBigUint64(8 * i, true)
  return values
}

/** Numbers that begin anywhere in a file. */
export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length)

const wideBitsOf = ({ buffer, byteOffset, length }: Float64Array): BigUint64Array =>
  new BigUint64Array(buffer, byteOffset, length)
