/**
 * What the author of a backend writes. `S` is the backend's own storage of one matrix: an array, an offset into shared
 * memory, a texture. Core has checked shapes, liveness and ownership before a kernel runs, and has seen to the rest:
 *
 * 1. A kernel makes the storage of its result itself and returns it at once. It may only have queued the work, and then takes
 *    the storage of its operands at the call: a matrix that is disposed has none any more.
 * 2. A kernel never sees an empty matrix, nor makes one of more than 2³² elements.
 * 3. Only `matmul`, `affine` and `affineRelu` see transposed operands, as `a` and `b`, `W` and `X`; all others get plain row-major storage.
 * 4. Storage that was freed is not used again; work that was queued before still may, so free in the order of the queue. A kernel
 *    that queues takes `storage` from its operands at the call: their matrices may be disposed before the work is done.
 * 5. A kernel that fails throws, and leaves nothing allocated: a `ShapeError` for a matrix larger than the device takes,
 *    anything else becomes a `BackendFailedError`. Work that fails later makes the next `read` and `sync` reject, with a
 *    `BackendFailedError` that names the operation where that is known.
 */
export interface Stored<S> {
  readonly storage: S
  readonly rows: number
  readonly cols: number
}

/**
 * A matrix that may be a view. `rows` and `cols` are as seen through the view:
 * element (i, j) is at `i · cols + j`, or at `j · rows + i` where `transposed`.
 */
export interface Operand<S> extends Stored<S> {
  readonly transposed: boolean
}

/** Making, reading and freeing storage. */
export interface StorageKernels<S> {
  /** Storage for rows × cols values, row-major. `data` belongs to the caller and may change after the call. */
  readonly upload: (data: Float32Array, rows: number, cols: number) => S
  /** Storage of rows × cols zeros, for a backend that makes them faster than it copies an array of them, as core does otherwise. */
  readonly zeros?: (rows: number, cols: number) => S
  /**
   * A copy of the values as they are at this point of the queue. As every kernel, it throws where it fails at the call; a
   * promise that rejects tells that the backend has failed for good. With `into`, which has room for them, it may put them there
   * and resolve to it, which saves a copy; core copies them otherwise.
   */
  readonly read: (source: Stored<S>, into?: Float32Array) => Promise<Float32Array>
  readonly free: (storage: S) => void
  /** Bytes in storage that is not freed, by the allocator's own count. */
  readonly bytes: () => number
  /** Settles when all queued work is done. */
  readonly sync: () => Promise<void>
  /** Lets everything go. Queued work may be dropped, and those who wait for it be refused; nothing is called afterwards. */
  readonly close: () => Promise<void>
}

/** The operations of `Backend`, and the copy that core makes of a view where a kernel takes none. */
export interface CoreKernels<S> {
  readonly matmul: (a: Operand<S>, b: Operand<S>) => S
  /** The copy of a rows × cols matrix as cols × rows. */
  readonly transpose: (a: Stored<S>) => S
  readonly relu: (z: Stored<S>) => S
  readonly mask: (z: Stored<S>) => S
  readonly hadamard: (a: Stored<S>, b: Stored<S>) => S
  readonly colsum: (a: Stored<S>) => S
  readonly addColumn: (a: Stored<S>, b: Stored<S>) => S
  readonly axpy: (alpha: number, x: Stored<S>, y: Stored<S>) => S
  readonly scale: (alpha: number, x: Stored<S>) => S
}

/** The operations of `Backend` that core composes from others where a backend does not override them. */
export interface FusedKernels<S> {
  readonly affine: (W: Operand<S>, X: Operand<S>, b: Stored<S>) => S
  readonly affineRelu: (W: Operand<S>, X: Operand<S>, b: Stored<S>) => S
  readonly hadamardMask: (v: Stored<S>, z: Stored<S>) => S
  readonly axpby: (alpha: number, x: Stored<S>, beta: number, y: Stored<S>) => S
  /** β·V + (1 − β)·G ⊙ G, given both factors as float32 numbers: 1 − β is not to be computed from the rounded β. */
  readonly squareAverage: (beta: number, oneMinusBeta: number, v: Stored<S>, g: Stored<S>) => S
}

/** The operations of `ExtendedBackend`. */
export interface ExtendedKernels<S> {
  readonly softmax: (z: Stored<S>) => S
  readonly tanh: (z: Stored<S>) => S
  readonly sigmoid: (z: Stored<S>) => S
  readonly log: (x: Stored<S>) => S
  readonly sqrt: (x: Stored<S>) => S
  readonly divide: (a: Stored<S>, b: Stored<S>) => S
  readonly gatherRows: (a: Stored<S>, indices: Uint32Array) => S
}

/** The operations of `ExtendedBackend` that core composes from others where a backend does not override them. */
export interface FusedExtendedKernels<S> {
  readonly adaptiveStep: (theta: Stored<S>, rate: number, m: Stored<S>, v: Stored<S>, epsilon: number) => S
}
