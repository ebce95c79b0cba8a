import { FormatError } from '@bilayer/core'
import { concatenate } from './concatenate.ts'
import { chunksOf } from './stream.ts'

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** What gzip bytes hold, of which there may be at most so many. Throws `FormatError` for more, and for what is no gzip file. */
export async function gunzip(bytes: Uint8Array, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of gunzipped(bytes)) {
    length += part.length
    if (length > most) throw new FormatError(`The gzip file holds more than ${most} bytes.`)
    parts.push(part)
  }
  return concatenate(new Uint8Array(length), parts)
}

async function* gunzipped(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip')))
  } catch (cause) {
    throw new FormatError('The gzip file is damaged or cut off.', { cause })
  }
}
