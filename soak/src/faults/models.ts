import type { Random } from '@bilayer/core'
import { encodeSafetensors } from '@bilayer/formats'

/** A model file of about so many bytes, unlike any other. */
export function modelFile(bytes: number, random: Random): Uint8Array {
  const count = Math.ceil(bytes / Float32Array.BYTES_PER_ELEMENT)
  const values = Float32Array.from({ length: count }, random.uniform)
  return encodeSafetensors([{ name: 'W1', rows: count, cols: 1, values }])
}
