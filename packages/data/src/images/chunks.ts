import { FormatError } from '@bilayer/core'

/** A part of a PNG file. */
export interface Chunk {
  /** Four letters. */
  readonly type: string
  readonly data: Uint8Array
  /** With its length and type before, and its checksum behind. */
  readonly whole: Uint8Array
}

/** With what a PNG file begins. */
export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Bytes of a chunk that has no data. */
const LEAST = 12

/** The chunks of a PNG file, up to that which ends it. Throws `FormatError` for what is no such file, and for one that is cut off. */
export function chunksOf(bytes: Uint8Array): Chunk[] {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw new FormatError('This is no PNG picture: it does not begin as one.')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  let start = SIGNATURE.length
  while (chunks.at(-1)?.type !== 'IEND') {
    const end = start + LEAST + (start + LEAST > bytes.length ? 0 : view.getUint32(start))
    if (end > bytes.length) throw new FormatError('The PNG picture is cut off.')
    chunks.push({
      type: String.fromCodePoint(...bytes.subarray(start + 4, start + 8)),
      data: bytes.subarray(start + 8, end - 4),
      whole: bytes.subarray(start, end),
    })
    start = end
  }
  return chunks
}
