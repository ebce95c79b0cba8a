import { bytesOf } from '../float-bytes.ts'

/** Bytes that are encoded at once: a multiple of 3, so that no padding stands within. */
const PART = 3 * 2 ** 12

/** Numbers as little-endian float32 in base64. */
export function base64(values: Float32Array): string {
  const bytes = bytesOf(values)
  const parts = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, i) =>
    btoa(String.fromCodePoint(...bytes.subarray(PART * i, PART * (i + 1)))),
  )
  return parts.join('')
}
