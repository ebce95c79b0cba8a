/** Little-endian float32 numbers of a file; the bytes are as many as four times the numbers. */
export function readFloat32(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float32Array(bytes.length / 4)
  const bits = bitsOf(values)
  for (let i = 0; i < bits.length; i++) bits[i] = view.getUint32(4 * i, true)
  return values
}

/** The same memory as bit patterns: a NaN that is read as a number may come out as another NaN. */
export const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  length === 0 ? new Uint32Array() : new Uint32Array(buffer, byteOffset, length)
