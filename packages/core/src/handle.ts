import type { Backend } from './backend.ts'
import { ArgumentError, DisposedError } from './errors.ts'
import type { Operand } from './kernels.ts'
import { type Matrix, shapeOf } from './matrix.ts'
import { describeValue } from './describe.ts'

/** Every copy of this package knows it, while each has a class of its own: by it a matrix of another copy is told from what is none. */
export const MATRIX: unique symbol = Symbol.for('@bilayer/core: matrix')

/** What a handle asks of the backend that made it. */
export interface Owner<S> {
  readonly backend: Backend
  readonly closed: boolean
  read(handle: Handle<S>, into?: Float32Array): Promise<Float32Array>
  release(allocation: Allocation<S>): void
}

/** Storage that a matrix and its view share. */
export class Allocation<S> {
  freed = false
  /** The number of the last scope that returned it. */
  keptBy = 0
  readonly owner: Owner<S>
  /** Undefined for an empty matrix, which no kernel sees, and once it is freed: a handle that is kept keeps no memory. */
  storage: S | undefined

  constructor(owner: Owner<S>, storage: S | undefined) {
    this.owner = owner
    this.storage = storage
  }

  /** Whether its matrix may still be used. */
  get live(): boolean {
    return !this.freed && !this.owner.closed
  }
}

/** The `Matrix` of every backend, and the operand that its kernels see. */
export class Handle<S> implements Matrix, Operand<S> {
  readonly allocation: Allocation<S>
  readonly rows: number
  readonly cols: number
  readonly transposed: boolean
  #view: Handle<S> | undefined

  constructor(allocation: Allocation<S>, rows: number, cols: number, view?: Handle<S>) {
    this.allocation = allocation
    this.rows = rows
    this.cols = cols
    this.transposed = view !== undefined
    this.#view = view
  }

  get [MATRIX](): true {
    return true
  }

  get storage(): S {
    const { freed, storage } = this.allocation
    if (freed) throw new DisposedError(disposedMatrix('storage', 'the matrix', this))
    return storage as S
  }

  get backend(): Backend {
    return this.allocation.owner.backend
  }

  get disposed(): boolean {
    return !this.allocation.live
  }

  get T(): Handle<S> {
    this.#view ??= new Handle(this.allocation, this.cols, this.rows, this)
    return this.#view
  }

  async read(into?: Float32Array): Promise<Float32Array> {
    if (this.disposed) throw new DisposedError(disposedMatrix('read', 'the matrix', this))
    if (into !== undefined) checkRoom(into, this)
    return this.allocation.owner.read(this, into)
  }

  dispose(): void {
    if (this.allocation.live) this.allocation.owner.release(this.allocation)
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  toString(): string {
    return `Matrix ${shapeOf(this)} on ${this.backend.name}${this.disposed ? ', disposed' : ''}`
  }
}

function checkRoom(into: unknown, matrix: Matrix): asserts into is Float32Array {
  const needed = matrix.rows * matrix.cols
  if (into instanceof Float32Array && into.length === needed) return
  const found = into instanceof Float32Array ? `a Float32Array of ${into.length}` : describeValue(into)
  throw new ArgumentError(
    `read: into is ${found}; it must be a Float32Array of ${needed} numbers, for ${shapeOf(matrix)}.`,
  )
}

/** The words for a matrix that was used after its storage was freed. */
export const disposedMatrix = (op: string, label: string, matrix: Matrix): string =>
  `${op}: ${label} (${shapeOf(matrix)}) was disposed. Dispose a matrix after its last use, or return it from the scope that made it.`
