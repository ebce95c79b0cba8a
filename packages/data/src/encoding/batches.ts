import {
  ArgumentError,
  checkObject,
  checkWholeNumber,
  createRandom,
  describeValue,
  permutation,
  type Random,
  type Samples,
  selectSamples,
  sliceSamples,
} from '@bilayer/core'
import { concatenate } from '../concatenate.ts'
import type { Table } from '../table.ts'
import { encode } from './encode.ts'
import { encodeTarget } from './encode-target.ts'
import { checkEncoding, type Encoding } from './encoding.ts'
import { checkTarget, type Target } from './target.ts'

/** Samples to take one step on, and what the network is to give for them. */
export interface EncodedBatch {
  readonly X: Samples
  readonly Y: Samples
}

/** How a table that comes in parts is cut into batches. */
export interface BatchOptions {
  /** The samples of a batch; the last one may have fewer. */
  readonly batchSize: number
  /** Orders the rows of each part anew; one seed gives one order on every platform. 0 unless given. */
  readonly seed?: number
}

/**
 * The batches of a table that need not fit into memory, such as `streamCsv` gives: `fit` of a model takes them. Rows are put in a random
 * order within each part, so larger parts are mixed better; a file that is sorted by its target should be shuffled first.
 *
 * Throws `ArgumentError` at once for what are no such arguments, and as `encode` and `encodeTarget` do as the parts come.
 */
export function encodedBatches(
  parts: AsyncIterable<Table>,
  encoding: Encoding,
  target: Target,
  options: BatchOptions,
): AsyncGenerator<EncodedBatch> {
  if (typeof parts !== 'object' || parts === null || !(Symbol.asyncIterator in parts)) {
    throw new ArgumentError(
      `parts is ${describeValue(parts)}; it must be tables that come one by one, as streamCsv gives them.`,
    )
  }
  checkEncoding('encoding', encoding)
  checkTarget('target', target)
  checkObject('options', options, '{ batchSize: 64, seed: 0 }')
  const { batchSize, seed = 0 } = options
  checkWholeNumber('batchSize', batchSize, { least: 1 })
  return batchesOf(parts, encoding, target, batchSize, createRandom(seed))
}

async function* batchesOf(
  parts: AsyncIterable<Table>,
  encoding: Encoding,
  target: Target,
  batchSize: number,
  random: Random,
): AsyncGenerator<EncodedBatch> {
  let rest: EncodedBatch | undefined
  for await (const part of parts) {
    const order = permutation(part.count, random)
    const ready = joined(rest, {
      X: selectSamples(encode(encoding, part), order),
      Y: selectSamples(encodeTarget(target, part), order),
    })
    const whole = ready.X.count - (ready.X.count % batchSize)
    for (let from = 0; from < whole; from += batchSize) yield cut(ready, from, from + batchSize)
    rest = cut(ready, whole, ready.X.count)
  }
  if (rest && rest.X.count > 0) yield rest
}

const cut = ({ X, Y }: EncodedBatch, from: number, to: number): EncodedBatch => ({
  X: sliceSamples(X, from, to),
  Y: sliceSamples(Y, from, to),
})

const joined = (above: EncodedBatch | undefined, below: EncodedBatch): EncodedBatch =>
  above ? { X: joinedSamples(above.X, below.X), Y: joinedSamples(above.Y, below.Y) } : below

const joinedSamples = (above: Samples, below: Samples): Samples => ({
  values: concatenate(new Float32Array(above.values.length + below.values.length), [
    above.values,
    below.values,
  ]),
  count: above.count + below.count,
  size: below.size,
})
