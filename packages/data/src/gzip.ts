import { FormatError } from '@bilayer/core'

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
  const whole = new Uint8Array(length)
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}

async function* gunzipped(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const reader = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (cause) {
    throw new FormatError('The gzip file is damaged or cut off.', { cause })
  } finally {
    await reader.cancel().catch(() => {})
  }
}
