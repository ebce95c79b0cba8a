import { ArgumentError, describeValue } from '@bilayer/core'
import { chunksOf } from '../stream.ts'

/** What a file holds: whole, or in parts, as a stream of Node.js, the body of a response or that of a `Blob` gives them. */
export type Source =
  | string
  | Uint8Array
  | AsyncIterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>

/** Parts are cut into pieces of so many characters or bytes, so that what follows needs no more memory than that. */
const PIECE = 2 ** 16

/** Throws `ArgumentError` unless a value is a source. */
export function checkSource(source: unknown): asserts source is Source {
  if (isPart(source) || isAsyncIterable(source) || isStream(source)) return
  throw new ArgumentError(
    `source is ${describeValue(source)}; it must be a string, a Uint8Array, or a stream of them.`,
  )
}

/** The pieces of a source. Throws `ArgumentError` for a part that is neither text nor bytes. */
export async function* piecesOf(source: Source): AsyncGenerator<string | Uint8Array> {
  if (isPart(source)) {
    yield* pieces(source)
    return
  }
  for await (const part of isAsyncIterable(source) ? source : chunksOf(source)) {
    if (!isPart(part)) {
      throw new ArgumentError(
        `source gives ${describeValue(part)}; each of its parts must be a string or a Uint8Array.`,
      )
    }
    yield* pieces(part)
  }
}

function* pieces(part: string | Uint8Array): Generator<string | Uint8Array> {
  const cut = (from: number) =>
    typeof part === 'string' ? part.slice(from, from + PIECE) : part.subarray(from, from + PIECE)
  for (let from = 0; from < part.length; from += PIECE) yield cut(from)
}

const isPart = (value: unknown): value is string | Uint8Array =>
  typeof value === 'string' || value instanceof Uint8Array

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  isObject(value) && typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function'

const isStream = (value: unknown): value is ReadableStream<unknown> =>
  isObject(value) && typeof (value as Partial<ReadableStream<unknown>>).getReader === 'function'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
