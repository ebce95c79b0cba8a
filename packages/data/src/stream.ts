/** What a stream gives, by its reader: in Safari streams cannot be iterated. One that is not read to its end is cancelled. */
export async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // What failed was told when it was read.
    await reader.cancel().catch(() => {})
  }
}
