import { Unzlib } from 'fflate'

/** So many bytes are unpacked at once: they become a thousand times as many at most. */
const PIECE = 2 ** 14

/** How many bytes compressed parts hold, which are one stream; when there are more than `most`, how many were found by then. */
export function unpackedSize(parts: readonly Uint8Array[], most: number): number {
  let size = 0
  const inflator = new Unzlib((bytes) => {
    size += bytes.length
  })
  for (const part of parts) {
    for (let from = 0; from < part.length; from += PIECE) {
      inflator.push(part.subarray(from, from + PIECE))
      if (size > most) return size
    }
  }
  inflator.push(new Uint8Array(), true)
  return size
}
