import { allocate, type Backend, type Matrix, permutation, type Random, type Samples } from '@bilayer/core'
import { checkPaired, checkSome } from './check-samples.ts'
import type { Loss } from './loss.ts'

/** Samples to take one step on. */
export interface Batch {
  readonly X: Samples
  readonly Y: Samples
  /** How much each sample counts: ℓ = (1/n) Σᵢ wᵢ ℓᵢ. All count 1 unless given. */
  readonly sampleWeights?: ArrayLike<number>
}

/** Samples and their targets. */
type Pair = Pick<Batch, 'X' | 'Y'>

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
  /** The loss that counts each sample as much as it weighs, where they have weights. */
  readonly weigh?: (loss: Loss) => Loss
}

/** Samples that are all there, and count alike, in an order that is drawn anew for each epoch. The last batch of an epoch may be smaller. */
export function shuffledBatches(samples: Pair, batchSize: number): BatchSource {
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

/** Throws `ArgumentError` or `ShapeError` unless a batch is samples that such a network can learn from, whatever their weights. */
export function checkBatch(batch: Batch, inputs: number, outputs: number): void {
  const { X, Y } = (batch as Batch | null | undefined) ?? ({} as Batch)
  checkPaired(X, Y, inputs, outputs)
  checkSome('training', X)
}

/** Selects batches of up to so many samples, each in the place of the one before: what is uploaded need not stay. */
export function selector({ X, Y }: Pair, batchSize: number): (indices: Uint32Array) => Pair {
  const most = Math.min(batchSize, X.count)
  const [selectX, selectY] = [rowSelector(X, most), rowSelector(Y, most)]
  return (indices) => ({ X: selectX(indices), Y: selectY(indices) })
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

/** A batch on a backend, without its weights. */
export const upload = (backend: Backend, { X, Y }: Pair): LoadedBatch =>
  loaded(backend, () => ({
    X: backend.matrix(X.count, X.size, X.values).T,
    Y: backend.matrix(Y.count, Y.size, Y.values).T,
  }))

/** The matrices that `make` makes, to be disposed of together; none is left where it throws. */
export function loaded<Matrices extends Record<string, Matrix>>(
  backend: Backend,
  make: () => Matrices,
): Matrices & Disposable {
  const matrices = backend.scope(make)
  return {
    ...matrices,
    [Symbol.dispose]: () => {
      for (const matrix of Object.values(matrices)) matrix.dispose()
    },
  }
}
