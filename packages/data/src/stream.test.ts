import { expect, test } from 'vitest'
import { chunksOf } from './stream.ts'
import { readCsv } from './csv/csv.ts'

/** A stream as Safari has them: it cannot be iterated. */
function streamOf(parts: readonly Uint8Array[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const rest = [...parts]
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = rest.shift()
      if (part) controller.enqueue(part)
      else controller.close()
    },
    cancel: onCancel,
  })
  return Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined })
}

const bytes = (text: string) => new TextEncoder().encode(text)

test('a stream that cannot be iterated is a source', async () => {
  const { columns } = await readCsv(streamOf([bytes('a,b\n1,'), bytes('x\n2,y\n')]))
  expect(columns).toEqual({ a: Float64Array.of(1, 2), b: ['x', 'y'] })
})

test('a stream that is not read to its end is cancelled', async () => {
  let isCancelled = false
  const stream = streamOf([bytes('a'), bytes('b')], () => {
    isCancelled = true
  })
  for await (const _ of chunksOf(stream)) break
  expect(isCancelled).toBe(true)
})

test('what a stream fails with is told', async () => {
  const failing = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.error(new Error('the line is dead'))
    },
  })
  await expect(chunksOf(failing).next()).rejects.toThrow('the line is dead')
})
