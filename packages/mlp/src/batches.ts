import {
  allocate,
  type Backend,
  type Matrix,
  permutation,
  type Random,
  type Samples,
  ShapeError,
  wrongArgument,
} from '@bilayer/core'
import { checkPaired, checkSome } from './check-samples.ts'

/** Samples to take one step on. */
export interface Batch {
  readonly X: Samples
  readonly Y: Samples
  /** How much each sample counts: ℓ = (1/n) Σᵢ wᵢ ℓᵢ. All count 1 unless given. */
  readonly sampleWeights?: ArrayLike<number>
}

/** Data that need not fit into memory: the batches of each epoch, in order. */
export type Batches = AsyncIterable<Batch> | ((epoch: number) => AsyncIterable<Batch>)

/** Where `fit` takes its batches from. */
export interface BatchSource {
  /** The batches of an epoch; ∞ where that is not known. */
  readonly batches: number
  /** The batches of an epoch, 1 for the first, without the first `skip`. Whatever order there is to draw is drawn from `random`. */
  readonly epoch: (
    epoch: number,
    random: Random,
    skip: number,
  ) => Iterable<LoadableBatch> | AsyncIterable<LoadableBatch>
  /** Frees what it has on a backend. */
  readonly dispose?: () => void
}

/** A batch that is about to be trained on. */
export interface LoadableBatch {
  /** n. */
  readonly samples: number
  /** The batch on a backend, or one part of its samples. */
  readonly load: (backend: Backend, part?: Part) => LoadedBatch
}

/** The samples of a batch from one place up to, and not, another. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** A batch on a backend, one sample a column, until it is disposed. */
export interface LoadedBatch extends Disposable {
  readonly X: Matrix
  readonly Y: Matrix
  /** 1 × n. */
  readonly weights?: Matrix
}

/** Samples that are all there, in an order that is drawn anew for each epoch. The last batch of an epoch may be smaller. */
export function shuffledBatches(samples: Batch, batchSize: number): BatchSource {
  const select = selector(samples, batchSize)
  return inRandomOrder(samples.X.count, batchSize, (backend, indices) => upload(backend, select(indices)))
}

/** Batches of `count` samples, in an order that is drawn anew for each epoch. `load` has those that are named on a backend. */
export const inRandomOrder = (
  count: number,
  batchSize: number,
  load: (backend: Backend, indices: Uint32Array) => LoadedBatch,
): BatchSource => ({
  batches: Math.ceil(count / batchSize),
  *epoch(_, random, skip) {
    const order = permutation(count, random)
    for (let from = skip * batchSize; from < count; from += batchSize) {
      const indices = order.subarray(from, from + batchSize)
      yield {
        samples: indices.length,
        load: (backend, part) => load(backend, part ? indices.subarray(part.from, part.to) : indices),
      }
    }
  },
})

/** Whether a value is what `fit` takes in place of X and Y. */
export const areBatches = (value: unknown): value is Batches =>
  typeof value === 'function' || isAsyncIterable(value)

/** Whether batches can be taken from a value. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<Batch> {
  return typeof (value as AsyncIterable<Batch> | null | undefined)?.[Symbol.asyncIterator] === 'function'
}

/** Throws `ArgumentError` or `ShapeError` unless a batch is samples that such a network can learn from. */
export function checkBatch(batch: Batch, inputs: number, outputs: number): void {
  const { X, Y, sampleWeights } = (batch as Batch | null | undefined) ?? ({} as Batch)
  checkPaired(X, Y, inputs, outputs)
  checkSome('training', X)
  if (sampleWeights !== undefined) checkWeights(sampleWeights, X.count)
}

function checkWeights(weights: ArrayLike<number>, samples: number): void {
  if (!Array.isArray(weights) && !ArrayBuffer.isView(weights)) {
    throw wrongArgument('sampleWeights', weights, 'an array or a typed array of numbers')
  }
  if (weights.length !== samples) {
    throw new ShapeError(
      `sampleWeights has ${weights.length} numbers; X has ${samples} samples, and each needs one weight.`,
    )
  }
  for (let i = 0; i < weights.length; i++) {
    const weight: unknown = weights[i]
    if (typeof weight === 'number' && weight >= 0 && weight < Infinity) continue
    throw wrongArgument(`sampleWeights[${i}]`, weight, 'a number, 0 or more')
  }
}

/** Selects batches of up to so many samples, each in the place of the one before: what is uploaded need not stay. */
function selector({ X, Y, sampleWeights }: Batch, batchSize: number): (indices: Uint32Array) => Batch {
  const most = Math.min(batchSize, X.count)
  const [selectX, selectY] = [rowSelector(X, most), rowSelector(Y, most)]
  return (indices) => ({
    X: selectX(indices),
    Y: selectY(indices),
    ...(sampleWeights && { sampleWeights: Float32Array.from(indices, (i) => sampleWeights[i]) }),
  })
}

function rowSelector({ values, size }: Samples, most: number): (indices: Uint32Array) => Samples {
  const selected = allocate('fit', most * size)
  return (indices) => {
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i] * size
      selected.set(values.subarray(from, from + size), i * size)
    }
    const count = indices.length
    return { values: selected.subarray(0, count * size), count, size }
  }
}

/** A batch on a backend. */
export const upload = (backend: Backend, { X, Y, sampleWeights }: Batch): LoadedBatch =>
  loaded(backend, () => ({
    X: backend.matrix(X.count, X.size, X.values).T,
    Y: backend.matrix(Y.count, Y.size, Y.values).T,
    ...(sampleWeights && { weights: backend.matrix(1, X.count, sampleWeights) }),
  }))

/** The matrices that `make` makes, to be disposed of together; none is left where it throws. */
export function loaded(backend: Backend, make: () => Omit<LoadedBatch, typeof Symbol.dispose>): LoadedBatch {
  const matrices = backend.scope(make)
  return {
    ...matrices,
    [Symbol.dispose]: () => {
      for (const matrix of [matrices.X, matrices.Y, matrices.weights]) matrix?.dispose()
    },
  }
}
